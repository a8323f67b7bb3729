import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import { countBranches } from './branch-words.ts'
import { BranchesDialog } from './branches-dialog.tsx'
import { useBranches } from './use-branches.ts'

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
          <div className="end-banner">
            <div>
              <Text fw={600}>{countBranches(waiting)}.</Text>
              <Text size="sm">Text that could not be put into the files without undoing other work.</Text>
            </div>
            <Button size="xs" variant="default" onClick={dialog.open}>
              Compare and choose
            </Button>
          </div>
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
