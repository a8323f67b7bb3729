import { List, Text } from '@mantine/core'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useIsPhone } from './use-is-phone.ts'

export function StartDialog(props: {
  opened: boolean
  early: boolean
  /** The exercise that was chosen, and can be changed no more; null where there was nothing to choose. */
  settles: string | null
  length: string
  busy: boolean
  onConfirm: () => void
  onClose: () => void
}) {
  const isPhone = useIsPhone()
  return (
    <ConfirmDialog
      opened={props.opened}
      title={props.early ? 'Start before the appointment?' : 'Start the clock?'}
      confirmLabel={`Start: ${props.length} from now`}
      busy={props.busy}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      {isPhone && (
        <Text size="sm" fw={600} c="var(--warn)" role="alert">
          This looks like a phone, and the editor does not fit its screen. Open the same link on a computer
          and start there: the clock does not wait.
        </Text>
      )}
      <Text size="sm">When you confirm:</Text>
      <List size="sm" spacing={6}>
        <List.Item>The clock starts, and it does not pause: {props.length}.</List.Item>
        {props.settles !== null && <Settled title={props.settles} />}
        <List.Item>You see the full instructions, the starter files and the tests.</List.Item>
        <List.Item>
          You can close the page and come back by the same link; the clock goes on meanwhile.
        </List.Item>
        <List.Item>When the time is over, what is saved is handed in by itself.</List.Item>
        {props.early && <List.Item>The appointment is no longer needed.</List.Item>}
      </List>
    </ConfirmDialog>
  )
}

const Settled = ({ title }: { title: string }) => (
  <List.Item>You take “{title}”, and can no longer change to another exercise.</List.Item>
)
