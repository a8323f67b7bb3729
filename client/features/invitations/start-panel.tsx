import { Button, Paper, Stack, Text } from '@mantine/core'
import { IconArrowRight, IconCalendar, IconPlayerPlay } from '@tabler/icons-react'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { formatDuration } from '../../lib/clock/times.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ExactInstant, RelativeInstant } from '../../ui/instant.tsx'
import { AppointmentSection } from './appointment/appointment-section.tsx'
import { useIsPhone } from './use-is-phone.ts'
import { chosenOf, useStartAttempt, type InvitationView } from './api.ts'

// Dialogs are fetched when first opened, so that reading the invitation stays light.
const StartDialog = lazy(async () => ({ default: (await import('./start-dialog.tsx')).StartDialog }))
const AppointmentDialog = lazy(async () => ({
  default: (await import('./appointment/appointment-dialog.tsx')).AppointmentDialog,
}))
const DeclineDialog = lazy(async () => ({ default: (await import('./decline-dialog.tsx')).DeclineDialog }))
const DropDialog = lazy(async () => ({
  default: (await import('./appointment/drop-dialog.tsx')).DropDialog,
}))

type DialogName = 'start' | 'time' | 'drop' | 'decline'

/** The one action of the page, and the dates that belong to it. */
export function StartPanel(props: { invitation: InvitationView }) {
  const { invitation } = props
  return (
    <Paper p="lg" radius="lg">
      <Stack gap="md">
        {invitation.attempt === null ? (
          <BeforeStart invitation={invitation} />
        ) : (
          <AfterStart attempt={invitation.attempt} />
        )}
        {invitation.attempt === null && (
          <Dated
            label={
              invitation.start === 'expired'
                ? 'The invitation was open until'
                : 'The invitation stays open until'
            }
          >
            <ExactInstant at={invitation.expiresAt} />
          </Dated>
        )}
      </Stack>
    </Paper>
  )
}

function Dated(props: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {props.label}
      </Text>
      <Text component="div" size="sm" fw={550}>
        {props.children}
      </Text>
    </div>
  )
}

/** Why nothing can be started, and what helps. */
const closings: Partial<Record<InvitationView['start'], { title: string; next?: string }>> = {
  expired: { title: 'This invitation has expired.' },
  revoked: { title: 'This invitation was withdrawn.' },
  declined: {
    title: 'You said "no, thank you".',
    next: 'Nobody reminds you any more. If you have changed your mind, write to the person who invited you.',
  },
  unscheduled: {
    title: 'The day by which a time had to be picked has passed.',
    next: 'Write to the person who invited you; they can make it longer.',
  },
}

function BeforeStart({ invitation }: { invitation: InvitationView }) {
  const closing = closings[invitation.start]
  return closing === undefined ? <CanStart invitation={invitation} /> : <Closed {...closing} />
}

function CanStart(props: { invitation: InvitationView }) {
  const { invitation } = props
  const { id, start, durationMs, appointment } = invitation
  const [open, setOpen] = useState<DialogName | null>(null)
  const close = () => setOpen(null)
  const startAttempt = useStartAttempt(id)
  const isPhone = useIsPhone()
  const early = start === 'appointment'
  const length = formatDuration(durationMs)
  return (
    <>
      {appointment !== null && (
        <AppointmentSection
          invitationId={id}
          appointment={appointment}
          onMove={() => setOpen('time')}
          onDrop={() => setOpen('drop')}
        />
      )}
      {early && appointment !== null && <MayComeBack at={appointment.startsAt} />}
      {invitation.exerciseId === null ? (
        <Text size="sm" fw={550}>
          Choose your exercise first; then you can start.
        </Text>
      ) : (
        <StartAction early={early} length={length} onStart={() => setOpen('start')} />
      )}
      {appointment === null && <PickTime scheduleBy={invitation.scheduleBy} onPick={() => setOpen('time')} />}
      {isPhone && <PhoneWarning />}
      {startAttempt.isError && <ErrorPanel error={startAttempt.error} />}
      <Button variant="subtle" color="gray" size="xs" onClick={() => setOpen('decline')}>
        No, thank you
      </Button>
      <Dialogs invitation={invitation} open={open} start={startAttempt} onClose={close} />
    </>
  )
}

function StartAction(props: { early: boolean; length: string; onStart: () => void }) {
  const { early, length } = props
  return (
    <>
      <Button
        size="md"
        h="auto"
        py="sm"
        classNames={{ label: 'wrap-label' }}
        variant={early ? 'default' : 'filled'}
        leftSection={<IconPlayerPlay size={18} />}
        onClick={props.onStart}
      >
        {early ? 'Start early' : 'Start now'}: {length.replaceAll(' ', '\u00a0')} from here
      </Button>
      <Text size="xs" c="dimmed">
        You are asked once more before anything happens. There is no hurry: read on, and start when you have{' '}
        {length} to yourself.
      </Text>
    </>
  )
}

function MayComeBack({ at }: { at: string }) {
  return (
    <Text size="sm">
      That is <RelativeInstant at={at} />. You can come back then, or start now if this moment suits you.
    </Text>
  )
}

function PickTime(props: { scheduleBy: string | null; onPick: () => void }) {
  return (
    <>
      <Button variant="default" leftSection={<IconCalendar size={17} stroke={1.7} />} onClick={props.onPick}>
        Pick a time
      </Button>
      {props.scheduleBy !== null && (
        <Dated label="Pick a time, or start, by">
          <ExactInstant at={props.scheduleBy} />
        </Dated>
      )}
    </>
  )
}

function PhoneWarning() {
  return (
    <Text size="xs" c="var(--warn)">
      For the exercise itself you need a computer: the editor does not fit this screen. Open the same link
      there.
    </Text>
  )
}

function Dialogs(props: {
  invitation: InvitationView
  open: DialogName | null
  start: ReturnType<typeof useStartAttempt>
  onClose: () => void
}) {
  const { invitation, open, start, onClose } = props
  const early = invitation.start === 'appointment'
  return (
    <Suspense fallback={null}>
      {open === 'start' && (
        <StartDialog
          opened
          early={early}
          settles={invitation.mayChoose ? (chosenOf(invitation)?.title ?? null) : null}
          length={formatDuration(invitation.durationMs)}
          busy={start.isPending}
          onConfirm={() => start.mutate(early, { onError: onClose })}
          onClose={onClose}
        />
      )}
      {open === 'time' && <AppointmentDialog invitation={invitation} onClose={onClose} />}
      {open === 'decline' && <DeclineDialog invitationId={invitation.id} onClose={onClose} />}
      {open === 'drop' && <DropDialog invitationId={invitation.id} onClose={onClose} />}
    </Suspense>
  )
}

function Closed(props: { title: string; next?: string }) {
  return (
    <div>
      <Text fw={600}>{props.title}</Text>
      <Text size="sm" c="dimmed">
        {props.next ?? 'Write to the person who invited you; they can open it again.'}
      </Text>
    </div>
  )
}

function AfterStart(props: { attempt: NonNullable<InvitationView['attempt']> }) {
  const { id, state } = props.attempt
  if (state === 'submitted' || state === 'over') {
    return (
      <>
        <Text size="sm">
          {state === 'submitted'
            ? 'You have handed this in. Thank you.'
            : 'Time is over. What was saved is handed in.'}
        </Text>
        <Button component={Link} to={paths.receipt(id)} size="md" rightSection={<IconArrowRight size={18} />}>
          Your receipt
        </Button>
      </>
    )
  }
  return (
    <>
      <Text size="sm">The clock is running. Everything you saved is there.</Text>
      <Button component={Link} to={paths.attempt(id)} size="md" rightSection={<IconArrowRight size={18} />}>
        Continue
      </Button>
    </>
  )
}
