import { Button, Group, Stack, Text } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { AppointmentRequest } from '#contracts/api/invitations/invitations.ts'
import {
  isOddHour,
  meantInstant,
  readWallTime,
  wallTimeOf,
  type WallTime,
} from '../../../lib/clock/read-wall-time.ts'
import { wallTimeByServer } from '../../../lib/clock/server-wall-time.ts'
import { formatDuration, viewerZone } from '../../../lib/clock/times.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { WallTimeFields } from '../../../ui/wall-time/wall-time-fields.tsx'
import type { InvitationView } from '../api.ts'
import { OddHour } from './odd-hour.tsx'

interface AppointmentFormProps {
  invitation: InvitationView
  busy: boolean
  error: unknown
  onSet: (request: AppointmentRequest) => void
  onClose: () => void
}

export function AppointmentForm(props: AppointmentFormProps) {
  const { invitation } = props
  const [time, setTime] = useState(() => startOf(invitation))
  const [step, setStep] = useState<'filling' | 'insisting' | 'odd_hour'>('filling')
  const reading = readWallTime(time, boundsOf(invitation))
  const set = () => props.onSet(toRequest(time))
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
        <DayAndHourFields
          invitation={invitation}
          time={time}
          insist={step === 'insisting'}
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

function DayAndHourFields(props: {
  invitation: InvitationView
  time: WallTime
  insist: boolean
  onChange: (time: WallTime) => void
}) {
  const { invitation, time } = props
  const bounds = boundsOf(invitation)
  return (
    <WallTimeFields
      label="Day and hour"
      value={time}
      reading={readWallTime(time, bounds)}
      bounds={bounds}
      emptyText="What your time is elsewhere is shown here."
      tooLateText="The invitation closes before that"
      insist={props.insist}
      others={[{ zone: invitation.organisationZone, whose: 'where we are' }]}
      onChange={props.onChange}
    />
  )
}

function boundsOf({ asOf, expiresAt }: InvitationView) {
  return { from: new Date(asOf), until: new Date(expiresAt) }
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

function toRequest({ occurrence, ...request }: WallTime): AppointmentRequest {
  return occurrence === null ? request : { ...request, occurrence }
}

/** The time so far, in the viewer's own zone; nothing where there is none, or where it has passed. */
function startOf({ appointment, asOf }: InvitationView): WallTime {
  const zone = viewerZone()
  const isAhead = appointment !== null && appointment.startsAt > asOf
  if (!isAhead) return { local: '', zone, occurrence: null }
  // By the server's rules where they are of this zone: old ones here would move it by an hour unseen.
  const isSameZone = appointment.zone === zone
  const local = isSameZone ? wallTimeByServer(appointment) : wallTimeOf(new Date(appointment.startsAt), zone)
  return { local, zone, occurrence: null }
}
