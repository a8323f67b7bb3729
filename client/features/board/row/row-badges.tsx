import { Badge, Group } from '@mantine/core'
import type { BoardRow } from '#contracts/api/invitations.ts'
import type { RowDoor } from './row-doors.tsx'

const mailFaults = { failed: 'Mail not delivered', delayed: 'Mail delayed' } as const

/** What of a row waits for a person; each opens the place where it is dealt with. */
export function RowBadges(props: { row: BoardRow; onOpen: (door: RowDoor) => void }) {
  const { row, onOpen } = props
  if (!row.asksForAccommodation && row.mailFault === 'none') return null
  return (
    <Group gap={6} mt={6}>
      {row.asksForAccommodation && <DoorBadge label="Asks for more time" onOpen={() => onOpen('time')} />}
      {row.mailFault !== 'none' && (
        <DoorBadge label={mailFaults[row.mailFault]} onOpen={() => onOpen('mails')} />
      )}
    </Group>
  )
}

function DoorBadge(props: { label: string; onOpen: () => void }) {
  return (
    <Badge
      component="button"
      type="button"
      className="tone-badge door-badge"
      data-tone="warn"
      onClick={props.onOpen}
    >
      {props.label}
    </Badge>
  )
}
