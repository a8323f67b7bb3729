import { Alert, Button, MultiSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { ReactNode } from 'react'
import type { ExerciseProblem } from '#contracts/api/exercises.ts'
import type { Position, PositionDraft } from '#contracts/api/positions.ts'
import { languages } from '#contracts/languages.ts'
import { splitByField } from '../../lib/api/field-errors.ts'
import { useExercises } from '../../lib/use-exercises.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { usePossibleReviewers } from './api.ts'
import { AnswerFields } from './answer-fields.tsx'
import { FocusAttributesField } from './focus-attributes-field.tsx'
import {
  positionFieldOf,
  positionFormRules,
  toDraft,
  valuesOf,
  type PositionFormValues,
} from './position-form-values.ts'

interface MultiSelectField {
  value?: string[]
  onChange?: (value: string[]) => void
  error?: ReactNode
}

export function PositionForm(props: {
  position: Position | null
  busy: boolean
  error: unknown
  onSubmit: (draft: PositionDraft) => void
}) {
  const form = useForm({ initialValues: valuesOf(props.position), validate: positionFormRules })
  const refused = splitByField(props.error, positionFieldOf)
  const fieldOf = (name: keyof PositionFormValues) => {
    const input = form.getInputProps(name)
    return { ...input, error: input.error ?? refused.fields[name] }
  }
  return (
    <form onSubmit={form.onSubmit((values) => props.onSubmit(toDraft(values)))} noValidate>
      <Stack>
        <TextInput
          label="Title"
          description="Candidates read it in their invitation."
          withAsterisk
          autoComplete="off"
          {...fieldOf('title')}
        />
        <Textarea label="Summary" autosize minRows={2} maxRows={6} {...fieldOf('summary')} />
        <ExercisesField known={props.position?.exerciseIds ?? []} field={fieldOf('exerciseIds')} />
        <ReviewersField field={fieldOf('reviewerIds')} />
        <AnswerFields workingDays={fieldOf('answerWorkingDays')} calendar={fieldOf('calendarId')} />
        <FocusAttributesField
          attributes={form.values.focusAttributes}
          errorAt={(index) => form.errors[`focusAttributes.${index}.title`]}
          onChange={(attributes) => form.setFieldValue('focusAttributes', attributes)}
        />
        {refused.rest !== null && <ErrorPanel error={refused.rest} />}
        <Button type="submit" loading={props.busy}>
          {props.position === null ? 'Open the position' : 'Save'}
        </Button>
      </Stack>
    </form>
  )
}

function ReviewersField(props: { field: MultiSelectField }) {
  const reviewers = usePossibleReviewers()
  return (
    <>
      <MultiSelect
        label="Reviewers"
        description="Each submission is read by two of them, without knowing whose it is. Whoever invites for the position cannot review for it."
        searchable
        data={(reviewers.data?.reviewers ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...props.field}
      />
      {reviewers.isError && <ErrorPanel error={reviewers.error} onRetry={() => void reviewers.refetch()} />}
    </>
  )
}

function ExercisesField(props: {
  /** Those of the position so far; one may be loaded no more. */
  known: readonly string[]
  field: MultiSelectField
}) {
  const exercises = useExercises()
  const loaded = exercises.data?.exercises ?? []
  const missing = props.known.filter((id) => exercises.isSuccess && !loaded.some((one) => one.id === id))
  return (
    <>
      <MultiSelect
        label="Exercises"
        description="Which of these may be given to a candidate of this position."
        withAsterisk
        searchable
        data={[
          ...loaded.map((one) => ({
            value: one.id,
            label: `${one.title} (${languages[one.language].name}, ${one.durationMinutes} min)`,
          })),
          ...missing.map((id) => ({ value: id, label: `${id} (not loaded)` })),
        ]}
        {...props.field}
      />
      <NotLoaded problems={exercises.data?.problems ?? []} />
      {exercises.isError && <ErrorPanel error={exercises.error} onRetry={() => void exercises.refetch()} />}
    </>
  )
}

function NotLoaded(props: { problems: readonly ExerciseProblem[] }) {
  if (props.problems.length === 0) return null
  return (
    <Alert color="yellow" variant="outline" title="Some exercises could not be loaded">
      {props.problems.map((problem) => (
        <Text key={`${problem.folder} ${problem.reason}`} size="sm">
          {problem.folder}/{problem.file}
          {problem.line === null ? '' : `, line ${problem.line}`}: {problem.reason}
        </Text>
      ))}
    </Alert>
  )
}
