import { Alert, Button, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import type { Position, PositionDraft } from '#contracts/api/positions.ts'
import { splitByField } from '../../lib/api/field-errors.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { usePossibleReviewers } from './api.ts'
import { ExercisesField } from './fields/exercises-field.tsx'
import { AnswerFields } from './fields/answer-fields.tsx'
import { RetentionField } from './fields/retention-field.tsx'
import { FocusAttributesField } from './fields/focus-attributes-field.tsx'
import {
  positionFieldOf,
  positionFormRules,
  toDraft,
  type PositionFormValues,
} from './position-form-values.ts'
import { EligibilityFields, ReviewersField } from './fields/reviewers-field.tsx'
import { MailWordsFields, PolicyFields } from './fields/words-fields.tsx'

interface PositionFormProps {
  /** The one that is changed; null for a new one. */
  position: Position | null
  initialValues: PositionFormValues
  busy: boolean
  error: unknown
  onSubmit: (draft: PositionDraft) => void
}

export function PositionForm(props: PositionFormProps) {
  const reviewers = usePossibleReviewers()
  const form = useForm({ initialValues: props.initialValues, validate: positionFormRules })
  const refused = splitByField(props.error, positionFieldOf)
  const fieldOf: FieldOf = (name) => {
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
          data-autofocus
          autoComplete="off"
          {...fieldOf('title')}
        />
        <Textarea label="Summary" autosize minRows={2} maxRows={6} {...fieldOf('summary')} />
        <ExercisesField known={props.position?.exerciseIds ?? []} field={fieldOf('exerciseIds')} />
        <NextCohort position={props.position} exerciseIds={form.values.exerciseIds} />
        <PeopleAndWords form={form} fieldOf={fieldOf} reviewers={reviewers.data?.reviewers ?? []} />
        {reviewers.isError && <ErrorPanel error={reviewers.error} onRetry={() => void reviewers.refetch()} />}
        {refused.rest !== null && <ErrorPanel error={refused.rest} />}
        <Button type="submit" loading={props.busy}>
          {props.position === null ? 'Open the position' : 'Save'}
        </Button>
      </Stack>
    </form>
  )
}

type Form = UseFormReturnType<PositionFormValues>
type FieldOf = (name: keyof PositionFormValues) => ReturnType<Form['getInputProps']>

function PeopleAndWords(props: {
  form: Form
  fieldOf: FieldOf
  reviewers: readonly { id: string; name: string }[]
}) {
  const { form, fieldOf, reviewers } = props
  return (
    <>
      <ReviewersField reviewers={reviewers} field={fieldOf('reviewerIds')} />
      <AnswerFields workingDays={fieldOf('answerWorkingDays')} calendar={fieldOf('calendarId')} />
      <RetentionField field={fieldOf('retentionDays')} />
      <FocusAttributesField
        attributes={form.values.focusAttributes}
        errorAt={(index) => form.errors[`focusAttributes.${index}.title`]}
        onChange={(attributes) => form.setFieldValue('focusAttributes', attributes)}
      />
      <div>
        <EligibilityFields
          values={form.values}
          reviewers={reviewers}
          onChange={(eligibility) => form.setFieldValue('eligibility', eligibility)}
        />
        <PolicyFields ai={fieldOf('aiPolicy')} feedback={fieldOf('feedbackPolicy')} />
        <MailWordsFields
          intro={fieldOf('mailIntro')}
          signature={fieldOf('mailSignature')}
          title={form.values.title}
        />
      </div>
    </>
  )
}

/** Said before saving: whoever took other exercises is not compared. */
function NextCohort(props: { position: Position | null; exerciseIds: readonly string[] }) {
  const { position, exerciseIds } = props
  if (position?.cohort == null) return null
  const before = new Set(position.exerciseIds)
  if (before.size === exerciseIds.length && exerciseIds.every((id) => before.has(id))) return null
  return (
    <Alert
      className="warn-alert"
      color="yellow"
      variant="outline"
      title={`Saving opens cohort ${position.cohort.number + 1}`}
    >
      Other exercises than before make another cohort. Invitations that are out keep their exercise, and
      people of different cohorts are not compared with each other.
    </Alert>
  )
}
