import { Button, Select, Stack } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useEffect, useState } from 'react'
import type { Position } from '#contracts/api/positions.ts'
import { hasCode } from '../../lib/api/api-error.ts'
import { splitByField } from '../../lib/api/field-errors.ts'
import { meantInstant, readWallTime, type Bounds, type WallTime } from '../../lib/clock/read-wall-time.ts'
import { viewerZone } from '../../lib/clock/times.ts'
import { useNow } from '../../lib/clock/use-now.ts'
import { exerciseChoices, firstExercise } from '../../lib/positions/exercise-choice.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { WallTimeFields } from '../../ui/wall-time/wall-time-fields.tsx'
import {
  emptyInviteForm,
  inviteFieldOf,
  inviteFormRules,
  openDays,
  toNewInvitation,
  type InviteFormValues,
} from './invite-form-values.ts'
import { FewReviewers } from './few-reviewers.tsx'
import { CandidateFields } from './candidate-fields.tsx'
import { TermsFields } from './terms-fields.tsx'
import type { NewInvitation } from './api.ts'
import { useExercises } from '../../lib/use-exercises.ts'
import { usePositions } from '../../lib/use-positions.ts'

type FormField = ReturnType<UseFormReturnType<InviteFormValues>['getInputProps']>

interface InviteFormProps {
  /** The server's time, once it is known. */
  asOf: string | undefined
  busy: boolean
  error: unknown
  onSubmit: (invitation: NewInvitation) => void
}

export function InviteForm(props: InviteFormProps) {
  const positions = usePositions()
  const { form, refused, fieldOf, bounds, insist, submit, resubmit } = useInviteForm(props)
  const position = positions.data?.positions.find((one) => one.id === form.values.positionId)
  useOnlyPosition(form, positions.data?.positions)
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <PositionField
          positions={positions.data?.positions ?? []}
          field={fieldOf('positionId')}
          onChange={(chosen) => form.setValues(startingWith(chosen))}
        />
        <ExerciseField position={position} field={fieldOf('exerciseId')} />
        <FewReviewers position={position} exerciseId={form.values.exerciseId} />
        <CandidateFields
          name={fieldOf('candidateName')}
          email={fieldOf('candidateEmail')}
          error={props.error}
          onResubmit={resubmit}
        />
        <AppointmentFields
          appointment={form.values.appointment}
          bounds={bounds}
          insist={insist}
          onChange={(appointment) => form.setFieldValue('appointment', appointment)}
        />
        <TermsFields form={form} fieldOf={fieldOf} longestOpenDays={longestOpenDays} />
        {positions.isError && <ErrorPanel error={positions.error} onRetry={() => void positions.refetch()} />}
        {refused.rest !== null && <ErrorPanel error={refused.rest} />}
        <Button type="submit" loading={props.busy}>
          Make the invitation link
        </Button>
      </Stack>
    </form>
  )
}

const startingWith = (position: Position | undefined) => ({
  positionId: position?.id ?? null,
  exerciseId: firstExercise(position),
})

/** Where there is nothing to choose, it is chosen already. */
function useOnlyPosition(
  form: UseFormReturnType<InviteFormValues>,
  positions: readonly Position[] | undefined,
) {
  const [only, second] = openOf(positions ?? [])
  const { positionId } = form.values
  const { setValues } = form
  useEffect(() => {
    if (only === undefined || second !== undefined || positionId !== null) return
    setValues(startingWith(only))
  }, [only, second, positionId, setValues])
}

/** The form's values and rules, and what of them is sent. */
function useInviteForm(props: InviteFormProps) {
  const form = useForm({ initialValues: emptyInviteForm(), validate: inviteFormRules })
  const refused = splitByField(hasCode(props.error, 'other_name') ? null : props.error, inviteFieldOf)
  const fieldOf = (name: keyof InviteFormValues) => {
    const input = form.getInputProps(name)
    return { ...input, error: input.error ?? refused.fields[name] }
  }
  const now = useNow(60_000)
  const bounds = boundsFrom(
    props.asOf === undefined ? now : new Date(props.asOf),
    openDays(form.values.expiresInDays) ?? longestOpenDays,
  )
  const reading = readWallTime(form.values.appointment, bounds)
  const [insist, setInsist] = useState(false)
  const submit = form.onSubmit((values) => {
    const isClear = reading.kind === 'empty' || meantInstant(reading) !== null
    setInsist(!isClear)
    if (!isClear) return
    const invitation = toNewInvitation(values)
    if (invitation !== null) props.onSubmit(invitation)
  })
  const resubmit = (changes: Partial<NewInvitation>) => {
    const invitation = toNewInvitation(form.values)
    if (changes.candidateName !== undefined) form.setFieldValue('candidateName', changes.candidateName)
    if (invitation !== null) props.onSubmit({ ...invitation, ...changes })
  }
  return { form, refused, fieldOf, bounds, insist, submit, resubmit }
}

function PositionField(props: {
  positions: readonly Position[]
  field: FormField
  onChange: (position: Position | undefined) => void
}) {
  return (
    <Select
      label="Position"
      placeholder="What the candidate applied for"
      data={openOf(props.positions).map((one) => ({ value: one.id, label: one.title }))}
      searchable
      withAsterisk
      allowDeselect={false}
      {...props.field}
      onChange={(id) => props.onChange(props.positions.find((one) => one.id === id))}
    />
  )
}

function ExerciseField(props: { position: Position | undefined; field: FormField }) {
  const { position } = props
  const exercises = useExercises()
  return (
    <Select
      label="Exercise"
      placeholder={position === undefined ? 'Choose the position first' : 'One that this position allows'}
      disabled={position === undefined}
      data={exerciseChoices(position, exercises.data?.exercises ?? [])}
      withAsterisk
      allowDeselect={false}
      {...props.field}
    />
  )
}

function AppointmentFields(props: {
  appointment: WallTime
  bounds: Bounds
  insist: boolean
  onChange: (appointment: WallTime) => void
}) {
  const { appointment, bounds } = props
  return (
    <div>
      <WallTimeFields
        label="Appointment"
        value={appointment}
        reading={readWallTime(appointment, bounds)}
        bounds={bounds}
        emptyText="Optional. Without one, the candidate picks a time or starts whenever they like; with one, they may still start early, move it or give it up."
        tooLateText="The invitation would be closed by then; keep it open for longer, or choose an earlier time"
        insist={props.insist}
        others={[{ zone: viewerZone(), whose: 'your own' }]}
        onChange={props.onChange}
      />
    </div>
  )
}

const longestOpenDays = 90
const openOf = (positions: readonly Position[]) => positions.filter(({ closedAt }) => closedAt === null)

const dayMs = 86_400_000

function boundsFrom(now: Date, expiresInDays: number): Bounds {
  return { from: now, until: new Date(now.getTime() + expiresInDays * dayMs) }
}
