import { Button, Text } from '@mantine/core'
import { formatInstant, formatRelative } from '../../lib/clock/times.ts'
import {
  meantInstant,
  wallTimeOf,
  type Bounds,
  type WallTime,
  type WallTimeReading,
} from '../../lib/clock/read-wall-time.ts'

/** Another zone that somebody lives in, and whose it is. */
export interface OtherZone {
  zone: string
  whose: string
}

interface MeaningProps {
  value: WallTime
  reading: WallTimeReading
  bounds: Bounds
  emptyText: string
  tooLateText: string
  missing: boolean
  others: readonly OtherZone[]
  onChange: (value: WallTime) => void
}

/** Said aloud as it changes. Its room is kept, so that nothing below it jumps. */
export function WallTimeMeaning(props: MeaningProps) {
  const { reading, value, bounds } = props
  const instant = meantInstant(reading)
  return (
    <div className="wall-time-meaning" data-wrong={instant === null && reading.kind !== 'empty'}>
      <div role="status">
        {instant === null ? (
          <Text size="sm" {...(props.missing ? { c: 'var(--bad)' } : {})}>
            {describeMeaning(props)}
          </Text>
        ) : (
          <Moment instant={instant} zone={value.zone} now={bounds.from} others={props.others} />
        )}
      </div>
      {reading.kind === 'skipped' && (
        <Button
          size="xs"
          variant="default"
          mt="xs"
          onClick={() => props.onChange({ ...value, local: reading.next })}
        >
          Take {clockOf(reading.next)} instead
        </Button>
      )}
    </div>
  )
}

function Moment(props: { instant: Date; zone: string; now: Date; others: readonly OtherZone[] }) {
  const { instant, zone, now } = props
  const here = wallTimeOf(instant, zone)
  const others = props.others.filter(
    (other) => other.zone !== 'UTC' && wallTimeOf(instant, other.zone) !== here,
  )
  return (
    <>
      <Text size="sm" fw={550}>
        That is {formatRelative(instant, now)}:
      </Text>
      <dl>
        <Line label={zone} instant={instant} zone={zone} />
        {zone !== 'UTC' && <Line label="UTC" instant={instant} zone="UTC" />}
        {others.map((other) => (
          <Line
            key={other.zone}
            label={`${other.zone}, ${other.whose}`}
            instant={instant}
            zone={other.zone}
          />
        ))}
      </dl>
    </>
  )
}

function Line(props: { label: string; instant: Date; zone: string }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        <time dateTime={props.instant.toISOString()}>{formatInstant(props.instant, props.zone)}</time>
      </dd>
    </div>
  )
}

const clockOf = (local: string) => local.slice('yyyy-mm-ddT'.length)

function describeMeaning({ reading, value, bounds, emptyText, tooLateText, missing }: MeaningProps): string {
  const clock = clockOf(value.local)
  switch (reading.kind) {
    case 'empty':
      return missing ? 'Fill in a day and an hour first.' : emptyText
    case 'skipped':
      return `The clocks in ${value.zone} are put forward then, so there is no ${clock} on that day. The first time after it is ${clockOf(reading.next)}.`
    case 'twice':
      return `The clocks in ${value.zone} are put back then, so ${clock} happens twice. ${missing ? 'Say which of the two you mean.' : 'Which one do you mean?'}`
    case 'too_early':
      return 'That has passed already. Choose a time that is still to come.'
    case 'too_late':
      return `${tooLateText} (${formatInstant(bounds.until, value.zone)}).`
    case 'moment':
      return ''
  }
}
