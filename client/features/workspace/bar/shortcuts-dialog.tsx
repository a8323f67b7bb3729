import { Kbd, Modal, Table } from '@mantine/core'

const shortcuts = [
  { keys: ['Ctrl', 'Enter'], what: 'Run the tests' },
  { keys: ['Ctrl', 'S'], what: 'Save now (every pause saves by itself)' },
  { keys: ['F1'], what: 'All commands of the editor' },
  { keys: ['Ctrl', 'F'], what: 'Find in this file' },
  { keys: ['F12'], what: 'Go to definition (TypeScript)' },
  { keys: ['Shift', 'Alt', 'F'], what: 'Format this file (TypeScript)' },
  { keys: ['Ctrl', 'M'], what: 'Let the Tab key leave the editor' },
  { keys: ['?'], what: 'This list, outside the editor' },
] as const

export function ShortcutsDialog(props: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Keyboard shortcuts" centered>
      <Table verticalSpacing="xs">
        <Table.Tbody>
          {shortcuts.map((shortcut) => (
            <Table.Tr key={shortcut.what}>
              <Table.Td w={170}>
                {shortcut.keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{shortcut.what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
