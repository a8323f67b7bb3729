import { Kbd, Modal, Table } from '@mantine/core'

const shortcuts = [
  { keys: ['Ctrl', 'Enter'], what: 'Run the tests' },
  { keys: ['Ctrl', 'S'], what: 'Save now (every pause saves by itself)' },
  { keys: ['Ctrl', 'P'], what: 'Open a file by a part of its name' },
  { keys: ['Ctrl', 'Shift', 'F'], what: 'Search in all files' },
  { keys: ['Ctrl', 'Shift', 'M'], what: 'Show or hide the problems' },
  { keys: ['F8'], what: 'Go to the next problem' },
  { keys: ['F1'], what: 'All commands of the editor' },
  { keys: ['Ctrl', 'F'], what: 'Find in this file' },
  { keys: ['F12'], what: 'Go to definition (TypeScript)' },
  { keys: ['F2'], what: 'Rename a symbol everywhere (TypeScript)' },
  { keys: ['Shift', 'Alt', 'F'], what: 'Format this file (Go by gofmt)' },
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
