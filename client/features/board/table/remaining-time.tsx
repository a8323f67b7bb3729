import { Text } from '@mantine/core'
import { formatCountdown } from '../../../lib/clock/times.ts'
import { useNow } from '../../../lib/clock/use-now.ts'

/** How long somebody who works just now has left, second by second. It is a picture of their clock: what decides is the server's. */
export function RemainingTime(props: { deadline: string }) {
  const now = useNow(1_000)
  const leftMs = Math.max(0, Date.parse(props.deadline) - now.getTime())
  return (
    <Text inherit component="span" className="figures" role="timer" aria-live="off">
      {leftMs === 0 ? 'Time is up' : `${formatCountdown(leftMs)} left`}
    </Text>
  )
}
