import { Button, Group, Stack, Text } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { AppointmentRequest } from '#contracts/api/invitations.ts'
import {
  isOddHour,
  meantInstant,
  readWallTime,
  wallTimeOf,
  type WallTime,
} from '../../../lib/clock/read-wall-time.ts'
import { formatDuration, viewerZone } from '../../../lib/clock/times.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { WallTimeFields } from '../../../ui/wall-time/wall-time-fields.tsx'
import type { InvitationView } from '../api.ts'
import { OddHour } from './odd-hour.tsx'

export function AppointmentForm(props: {
  invitation: InvitationView
  busy: boolean
  error: unknown
  onSet: (request: AppointmentRequest) => void
  onClose: () => void
}) {
  const { invitation } = props
  const [time, setTime] = useState(() => startOf(invitation))
  const [step, setStep] = useState<'filling' | 'insisting' | 'odd_hour'>('filling')
  const bounds = { from: new Date(invitation.asOf), until: new Date(invitation.expiresAt) }
  const reading = readWallTime(time, bounds)
  const set = () => {
    const { occurrence, ...request } = time
    props.onSet(occurrence === null ? request : { ...request, occurrence })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (meantInstant(reading) === null) setStep('insisting')
    else if (isOddHour(time.local)) setStep('odd_hour')
    else set()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm">
          Any time until the invitation closes, and {formatDuration(invitation.durationMs)} from then to
          yourself. You may still start earlier.
        </Text>
        <WallTimeFields
          label="Day and hour"
          value={time}
          reading={reading}
          bounds={bounds}
          emptyText="What your time is elsewhere is shown here."
          tooLateText="The invitation closes before that"
          insist={step === 'insisting'}
          others={[{ zone: invitation.organisationZone, whose: 'where we are' }]}
          onChange={(next) => {
            setTime(next)
            setStep('filling')
          }}
        />
        {props.error !== null && <ErrorPanel error={props.error} />}
        {step === 'odd_hour' ? (
          <OddHour time={time} busy={props.busy} onConfirm={set} onBack={() => setStep('filling')} />
        ) : (
          <AppointmentButtons busy={props.busy} onClose={props.onClose} />
        )}
      </Stack>
    </form>
  )
}

function AppointmentButtons(props: { busy: boolean; onClose: () => void }) {
  return (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" onClick={props.onClose}>
        Not yet
      </Button>
      <Button type="submit" loading={props.busy}>
        Set the appointment
      </Button>
    </Group>
  )
}

/** The time so far, in the viewer's own zone; nothing where there is none, or where it has passed. */
function startOf({ appointment, asOf }: InvitationView): WallTime {
  const zone = viewerZone()
  const isAhead = appointment !== null && appointment.startsAt > asOf
  return { local: isAhead ? wallTimeOf(new Date(appointment.startsAt), zone) : '', zone, occurrence: null }
}
