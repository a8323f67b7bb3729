import { Select, Stack, Text, TextInput } from '@mantine/core'
import { allZones, namedViewerZone } from '../../lib/clock/times.ts'
import {
  meantInstant,
  wallTimeOf,
  type Bounds,
  type WallTime,
  type WallTimeReading,
} from '../../lib/clock/read-wall-time.ts'
import { OccurrenceChoice } from './occurrence-choice.tsx'
import { WallTimeMeaning, type OtherZone } from './wall-time-meaning.tsx'

interface WallTimeFieldsProps {
  label: string
  value: WallTime
  reading: WallTimeReading
  bounds: Bounds
  /** Said while nothing is filled in. */
  emptyText: string
  /** Said of a time after the last one. */
  tooLateText: string
  /** Somebody went on, although something is missing. */
  insist: boolean
  others: readonly OtherZone[]
  onChange: (value: WallTime) => void
}

/** A wall time in a zone, and below it what it means: here, in UTC and elsewhere, or what speaks against it. */
export function WallTimeFields(props: WallTimeFieldsProps) {
  const { value, reading, onChange } = props
  const missing = props.insist && meantInstant(reading) === null
  return (
    <Stack gap="sm">
      <Inputs {...props} missing={missing} />
      {namedViewerZone() === null && (
        <Text size="sm" c="var(--warn)">
          Your browser cannot name the time zone of this computer, so times are shown in UTC. Choose the zone
          that you mean.
        </Text>
      )}
      <WallTimeMeaning {...props} missing={missing} />
      {reading.kind === 'twice' && (
        <OccurrenceChoice
          zone={value.zone}
          reading={reading}
          value={value.occurrence}
          onChange={(occurrence) => onChange({ ...value, occurrence })}
        />
      )}
    </Stack>
  )
}

function Inputs(props: WallTimeFieldsProps & { missing: boolean }) {
  const { value, reading, bounds, missing, onChange } = props
  const wrong = reading.kind === 'skipped' || reading.kind === 'too_early' || reading.kind === 'too_late'
  return (
    <div className="wall-time-fields">
      <TextInput
        label={props.label}
        type="datetime-local"
        min={wallTimeOf(bounds.from, value.zone)}
        max={wallTimeOf(bounds.until, value.zone)}
        value={value.local}
        error={wrong || missing}
        onChange={(event) =>
          onChange({ ...value, local: toMinute(event.currentTarget.value), occurrence: null })
        }
      />
      <Select
        label="In the zone"
        data={allZones()}
        searchable
        allowDeselect={false}
        limit={60}
        value={value.zone}
        onChange={(zone) => {
          if (zone !== null) onChange({ ...value, zone, occurrence: null })
        }}
      />
    </div>
  )
}

/** Some browsers add the seconds. */
const toMinute = (local: string) => local.replace(/^(.+T\d\d:\d\d):.*$/, '$1')
