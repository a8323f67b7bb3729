import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { WorkspaceSession } from '../../../sync/session/workspace-session.ts'
import { Banner } from '../bar/banner.tsx'
import { countBranches } from './describe-conflict.ts'
import { BranchesDialog } from './conflicts-dialog.tsx'
import { useBranches } from './use-conflicts.ts'

/** Says that versions wait for a choice, for as long as there are any. */
export function BranchesNotice(props: { attemptId: string; session: WorkspaceSession; readOnly: boolean }) {
  const { attemptId, session, readOnly } = props
  const [opened, dialog] = useDisclosure(false)
  const { data } = useBranches(attemptId, session.engine)
  const branches = data?.branches ?? []
  const waiting = branches.filter((branch) => branch.outcome === null).length
  return (
    <>
      <div role="status">
        {waiting > 0 && (
          <Banner
            tone="warn"
            title={`${countBranches(waiting)}.`}
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
        <BranchesDialog
          attemptId={attemptId}
          session={session}
          branches={branches}
          readOnly={readOnly}
          onClose={dialog.close}
        />
      )}
    </>
  )
}
