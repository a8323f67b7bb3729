import { Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconClock, IconEyeOff } from '@tabler/icons-react'
import type { ServerClock } from '../../../lib/clock/server-clock.ts'
import { formatCountdown, formatDuration, formatInstant } from '../../../lib/clock/times.ts'
import { useRemainingSeconds } from '../../../lib/clock/use-remaining.ts'

const lastMinutes = 5
/** Read aloud at these only: a clock that speaks every second helps nobody. */
const spokenMinutes = [60, 30, 10, 5, 1]

/** The time left, quietly: minutes, then seconds in the last five minutes; a click hides it until then. */
export function Countdown(props: { clock: ServerClock }) {
  const remainingMs = useRemainingSeconds(props.clock) * 1_000
  const [hidden, setHidden] = useLocalStorage({
    key: 'fairtime-clock-hidden',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const urgent = remainingMs <= lastMinutes * 60_000
  const shown = urgent || !hidden
  const end = formatInstant(new Date(props.clock.getReading().deadline))
  const spoken = spokenMinutes.find(
    (minutes) => remainingMs > (minutes - 1) * 60_000 && remainingMs <= minutes * 60_000,
  )
  return (
    <>
      <Tooltip
        label={`Ends ${end}. Click to ${hidden ? 'show' : 'hide'} it; the last five minutes are always shown.`}
      >
        <UnstyledButton
          className="countdown"
          data-urgent={urgent || undefined}
          aria-label={shown ? `Time left: ${formatCountdown(remainingMs)}` : 'Time left is hidden; show it'}
          onClick={() => setHidden(!hidden)}
        >
          {shown ? <IconClock size={15} stroke={1.7} /> : <IconEyeOff size={15} stroke={1.7} />}
          <span className="clock">{shown ? formatCountdown(remainingMs) : 'clock'}</span>
        </UnstyledButton>
      </Tooltip>
      <VisuallyHidden role="status">
        {spoken === undefined ? '' : `${formatDuration(spoken * 60_000)} or less left`}
      </VisuallyHidden>
    </>
  )
}
