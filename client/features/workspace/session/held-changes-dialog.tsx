import { Button, Code, Group, List, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { WorkspaceSession } from './workspace-session.ts'

/** Asks what to do with changes that never left this computer, after newer ones were saved elsewhere. */
export function HeldChangesDialog(props: { session: WorkspaceSession }) {
  const { session } = props
  const [open, setOpen] = useState(session.held.length > 0)
  const decide = (act: () => void) => () => {
    act()
    setOpen(false)
  }
  return (
    <Modal
      opened={open}
      onClose={() => setOpen(false)}
      title="Unsent changes were found on this computer"
      centered
    >
      <Stack>
        <Text size="sm">
          They were typed here and never reached the server; newer changes were saved elsewhere since. Which
          do you want?
        </Text>
        <List size="sm">
          {[...new Set(session.held.map((change) => change.path))].map((path) => (
            <List.Item key={path}>
              <Code>{path}</Code>
            </List.Item>
          ))}
        </List>
        <Group justify="flex-end">
          <Button variant="default" onClick={decide(session.discardHeld)}>
            Keep the newer state
          </Button>
          <Button onClick={decide(session.useHeld)}>Use the ones from this computer</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
