import { formatClock, formatOffset } from '../../lib/clock/times.ts'
import type { WallTime } from '../../lib/clock/read-wall-time.ts'
import { ChoiceRow } from '../inputs/choice-row.tsx'

/** Which of two, where the clocks are put back. */
export function OccurrenceChoice(props: {
  zone: string
  reading: { first: Date; second: Date }
  value: WallTime['occurrence']
  onChange: (occurrence: 'first' | 'second') => void
}) {
  const words = (instant: Date) =>
    `${formatClock(instant, 'UTC')} UTC (the clocks are at ${formatOffset(instant, props.zone)})`
  return (
    <ChoiceRow
      legend="Which of the two?"
      options={[
        { value: 'first', label: `The first, ${words(props.reading.first)}` },
        { value: 'second', label: `The second, ${words(props.reading.second)}` },
      ]}
      value={props.value}
      readOnly={false}
      onChange={props.onChange}
    />
  )
}
