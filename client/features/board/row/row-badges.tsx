import { Badge, Group } from '@mantine/core'
import type { BoardRow } from '#contracts/api/board/board.ts'
import { setupCheckSchema, type SetupCheck } from '#contracts/setup-check.ts'
import { useNow } from '../../../lib/clock/use-now.ts'
import { Hint } from '../../../ui/hint.tsx'
import type { RowDialog } from './row-dialogs-context.tsx'

const mailFaults = { failed: 'Mail not delivered', delayed: 'Mail delayed' } as const

const setupCheckLabels: Record<SetupCheck, string> = {
  storage: 'the browser keeps nothing',
  socket: 'no live connection',
  zip: 'zip archives do not get through',
  run: 'no run in the sandbox',
  git: 'no push by git',
}

/** What of a row waits for a person; each opens the place where it is dealt with. */
export function RowBadges(props: { row: BoardRow; onOpen: (door: RowDialog) => void }) {
  const { row, onOpen } = props
  const troubles = row.startedAt === null ? troublesOf(row) : []
  const isLate = useIsAnswerLate(row)
  if (!isLate && !row.asksForAccommodation && row.mailFault === 'none' && troubles.length === 0) return null
  return (
    <Group gap={6} mt={6}>
      {isLate && <DialogBadge label="Promise broken" tone="bad" onOpen={() => onOpen('answer')} />}
      {row.asksForAccommodation && <DialogBadge label="Asks for more time" onOpen={() => onOpen('time')} />}
      {row.mailFault !== 'none' && (
        <DialogBadge label={mailFaults[row.mailFault]} onOpen={() => onOpen('mails')} />
      )}
      {troubles.length > 0 && (
        <Hint text={`Their own check before the start found: ${troubles.join(', ')}.`}>
          <Badge className="tone-badge" data-tone="warn">
            Set-up trouble
          </Badge>
        </Hint>
      )}
    </Group>
  )
}

function troublesOf({ setupCheck }: BoardRow): string[] {
  if (setupCheck === null) return []
  return setupCheckSchema.options
    .filter((check) => setupCheck.checks[check] === 'fail' || setupCheck.checks[check] === 'warn')
    .map((check) => setupCheckLabels[check])
}

/** The promised date has passed, and the candidate has no answer. */
function useIsAnswerLate({ answerDueAt, answeredAt }: BoardRow): boolean {
  const now = useNow(60_000)
  return answerDueAt !== null && answeredAt === null && Date.parse(answerDueAt) < now.getTime()
}

function DialogBadge(props: { label: string; tone?: 'warn' | 'bad'; onOpen: () => void }) {
  return (
    <Badge
      component="button"
      type="button"
      className="tone-badge door-badge"
      data-tone={props.tone ?? 'warn'}
      onClick={props.onOpen}
    >
      {props.label}
    </Badge>
  )
}
