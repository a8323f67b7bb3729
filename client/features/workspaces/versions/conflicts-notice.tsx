import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { WorkspaceSession } from '../../../sync/session/workspace-session.ts'
import { Banner } from '../bar/banner.tsx'
import { countConflictCopies } from './describe-conflict.ts'
import { ConflictsDialog } from './conflicts-dialog.tsx'
import { useConflictCopies } from '../api.ts'

/** Says that versions wait for a choice, for as long as there are any. */
export function ConflictsNotice(props: { attemptId: string; session: WorkspaceSession; readOnly: boolean }) {
  const { attemptId, session, readOnly } = props
  const [opened, dialog] = useDisclosure(false)
  const { data } = useConflictCopies(attemptId, session.engine)
  const conflicts = data?.conflicts ?? []
  const waiting = conflicts.filter((conflict) => conflict.outcome === null).length
  return (
    <>
      <div role="status">
        {waiting > 0 && (
          <Banner
            tone="warn"
            title={`${countConflictCopies(waiting)}.`}
            detail="Text that could not be put into the files without undoing other work."
            action={
              <Button size="compact-sm" variant="default" onClick={dialog.open}>
                Compare and choose
              </Button>
            }
          />
        )}
      </div>
      {opened && (
        <ConflictsDialog
          attemptId={attemptId}
          session={session}
          conflicts={conflicts}
          readOnly={readOnly}
          onClose={dialog.close}
        />
      )}
    </>
  )
}
