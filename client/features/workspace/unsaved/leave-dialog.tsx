import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useBlocker } from 'react-router'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import { paths } from '../../../lib/paths.ts'
import { DownloadButton } from './download-button.tsx'
import { unsavedLimits } from './unsaved-limits.ts'

/** Holds a way to another page of ours while what was typed has not reached the server. */
export function LeaveDialog(props: { attemptId: string; session: WorkspaceSession }) {
  const { attemptId, session } = props
  const { engine } = session
  const blocker = useBlocker(
    ({ nextLocation }) =>
      nextLocation.pathname !== paths.receipt(attemptId) &&
      engine.unsavedMs(Date.now()) >= unsavedLimits.holdMs,
  )
  const stay = () => blocker.reset?.()
  return (
    <Modal
      opened={blocker.state === 'blocked'}
      onClose={stay}
      title="Your newest changes are not saved yet"
      centered
      transitionProps={{ duration: 120 }}
    >
      <Stack>
        <Text size="sm">
          {engine.outlivesPage()
            ? 'They are kept on this computer, and sent when you open this exercise here again with a line to the server.'
            : 'This browser keeps nothing once the page is left, so they would be lost.'}{' '}
          You can take them with you as a zip file.
        </Text>
        <Group justify="flex-end" gap="sm">
          <DownloadButton models={session.models} />
          <Button size="xs" variant="default" onClick={() => blocker.proceed?.()}>
            Leave all the same
          </Button>
          <Button size="xs" data-autofocus onClick={stay}>
            Stay here
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
