import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { Credit, Withheld } from '#contracts/api/credits.ts'
import { formatDuration, formatInstant } from '../../../lib/clock/times.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { RelativeInstant } from '../../../ui/instant.tsx'
import { useUndoCredit } from '../api.ts'

export function CreditList(props: {
  invitationId: string
  credits: readonly Credit[]
  withheld: readonly Withheld[]
  canUndo: boolean
}) {
  const undo = useUndoCredit(props.invitationId)
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        Time given
      </Title>
      {props.credits.length === 0 && <Text size="sm">None so far.</Text>}
      {props.credits.map((credit) => (
        <Group key={credit.id} justify="space-between" align="flex-start" wrap="nowrap">
          <CreditText credit={credit} />
          {props.canUndo && credit.undoneAt === null && (
            <Button
              size="xs"
              variant="default"
              aria-label={`Take back ${formatDuration(credit.amountMs)}: ${credit.reason}`}
              loading={undo.isPending && undo.variables === credit.id}
              onClick={() => undo.mutate(credit.id)}
            >
              Take back
            </Button>
          )}
        </Group>
      ))}
      {props.withheld.map((one) => (
        <Text key={one.from} size="sm">
          {`Not given by itself: ${formatDuration(one.amountMs)}, since ${one.reason} from ${formatInstant(new Date(one.from))}. Nobody else met this, and the platform gives only 15 minutes for such faults; if it was not the candidate's doing, give it below.`}
        </Text>
      ))}
      {undo.isError && <ErrorPanel error={undo.error} />}
    </Stack>
  )
}

function CreditText(props: { credit: Credit }) {
  const { credit } = props
  return (
    <div>
      <Text size="sm" td={credit.undoneAt === null ? 'none' : 'line-through'}>
        {formatDuration(credit.amountMs)}: {credit.reason}
      </Text>
      <Text size="xs" c="dimmed">
        {credit.givenBy ?? 'By the platform'}, <RelativeInstant at={credit.givenAt} />
        {credit.lost !== null && `, for the time from ${formatInstant(new Date(credit.lost.from))}`}
      </Text>
      <Text size="xs" c="dimmed">
        {describeState(credit)}
      </Text>
    </div>
  )
}

function describeState(credit: Credit): string {
  if (credit.undoneAt !== null) return `Taken back ${formatInstant(new Date(credit.undoneAt))}`
  if (credit.seenAt !== null) return `Read by the candidate ${formatInstant(new Date(credit.seenAt))}`
  return 'Not yet read by the candidate'
}
