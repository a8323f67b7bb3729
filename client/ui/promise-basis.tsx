import { Text } from '@mantine/core'
import type { AnswerState } from '#contracts/api/answers.ts'
import { formatDay } from '../lib/clock/days.ts'

/** Why a promised date is the one that it is, in words. */
export function PromiseBasis(props: { promise: AnswerState['promises'][number] }) {
  const { basis, reason } = props.promise
  return (
    <>
      {reason !== null && <Text size="sm">{reason}</Text>}
      {basis !== null && (
        <Text size="xs" c="dimmed">
          {describe(basis)}
        </Text>
      )}
    </>
  )
}

type Basis = NonNullable<AnswerState['promises'][number]['basis']>

function describe({ workingDays, closesAt, zone, holidays }: Basis): string {
  const close = `close of business, ${closesAt} in ${zone}`
  const skipped = holidays.map(({ date, name }) =>
    name === '' ? formatDay(date) : `${formatDay(date)} (${name})`,
  )
  const free = skipped.length === 0 ? '' : ` Not counted: ${skipped.join(', ')}.`
  if (workingDays === null) return `That is ${close}.${free}`
  const days = workingDays === 1 ? 'one working day' : `${workingDays} working days`
  return `That is ${days} after the submission, at ${close}. What comes in after close counts from the next working day.${free}`
}
