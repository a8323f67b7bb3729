import { formatDay, formatDaysFrom } from '../lib/clock/days.ts'
import { useNow } from '../lib/clock/use-now.ts'
import { Hint } from './hint.tsx'

/** "in 2 days", with the day on hover and focus. */
export function DayBy(props: { day: string }) {
  const now = useNow(60_000)
  return (
    <Hint text={formatDay(props.day)} focusable>
      <time dateTime={props.day.slice(0, 10)}>{formatDaysFrom(props.day, now)}</time>
    </Hint>
  )
}
