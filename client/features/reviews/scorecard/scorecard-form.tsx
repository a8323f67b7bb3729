import { Select, Stack, Text, Textarea, Title } from '@mantine/core'
import { shortestReason, type Recommendation, type ScorecardDraft } from '#contracts/api/reviews.ts'
import { ChoiceCards } from '../../../ui/inputs/choice-cards.tsx'
import { ChoiceRow } from '../../../ui/inputs/choice-row.tsx'
import { attributeMarks } from './attribute-marks.ts'
import type { SubmissionView } from '../api.ts'

const recommendations: readonly { value: Recommendation; label: string }[] = [
  { value: 'strong_no', label: 'Strong no' },
  { value: 'no', label: 'No' },
  { value: 'neutral', label: 'No score' },
  { value: 'yes', label: 'Yes' },
  { value: 'strong_yes', label: 'Strong yes' },
]

interface ScorecardFormProps {
  submission: SubmissionView
  draft: ScorecardDraft
  onChange: (part: Partial<ScorecardDraft>) => void
  readOnly: boolean
}

export function ScorecardForm(props: ScorecardFormProps) {
  const { submission, draft, onChange, readOnly } = props
  return (
    <Stack gap="xl">
      <RubricChoices {...props} />
      {submission.focusAttributes.length > 0 && <AttributeChoices {...props} />}
      <Stack gap="sm">
        <ChoiceRow
          heading
          legend="Your recommendation"
          options={recommendations}
          value={draft.recommendation}
          readOnly={readOnly}
          onChange={(recommendation) => onChange({ recommendation })}
        />
        <Reason submission={submission} draft={draft} onChange={onChange} readOnly={readOnly} />
      </Stack>
    </Stack>
  )
}

function RubricChoices({ submission, draft, onChange, readOnly }: ScorecardFormProps) {
  return (
    <Stack gap="md">
      <Title order={2} size="h5">
        What the exercise asks for
      </Title>
      {submission.rubric.map((item) => (
        <ChoiceCards
          key={item.id}
          legend={item.title}
          options={item.levels.map((level) => ({
            value: level.score,
            label: String(level.score),
            text: level.anchor,
          }))}
          value={draft.rubric[item.id] ?? null}
          readOnly={readOnly}
          onChange={(score) => onChange({ rubric: { ...draft.rubric, [item.id]: score } })}
        />
      ))}
    </Stack>
  )
}

function AttributeChoices({ submission, draft, onChange, readOnly }: ScorecardFormProps) {
  return (
    <Stack gap="sm">
      <Title order={2} size="h5">
        What the position asks for
      </Title>
      {submission.focusAttributes.map((attribute) => (
        <ChoiceRow
          key={attribute.id}
          legend={attribute.title}
          options={attributeMarks}
          value={draft.attributes[attribute.id] ?? null}
          readOnly={readOnly}
          onChange={(mark) => onChange({ attributes: { ...draft.attributes, [attribute.id]: mark } })}
        />
      ))}
    </Stack>
  )
}

function Reason(props: ScorecardFormProps) {
  const { submission, draft, onChange, readOnly } = props
  const left = shortestReason - draft.reason.trim().length
  return (
    <>
      {submission.focusAttributes.length > 0 && (
        <Select
          label="Your reason is about"
          placeholder="Choose a focus attribute"
          data={submission.focusAttributes.map((attribute) => ({
            value: attribute.id,
            label: attribute.title,
          }))}
          value={draft.reasonAttribute}
          readOnly={readOnly}
          onChange={(reasonAttribute) => onChange({ reasonAttribute })}
        />
      )}
      <div>
        <Textarea
          label="Reason"
          description="What you saw in the code or the evidence that makes you say so."
          autosize
          minRows={4}
          maxRows={14}
          maxLength={10_000}
          value={draft.reason}
          readOnly={readOnly}
          onChange={(event) => onChange({ reason: event.currentTarget.value })}
        />
        {left > 0 && !readOnly && (
          <Text size="xs" c="dimmed" mt={4}>
            {left} more {left === 1 ? 'character' : 'characters'}
          </Text>
        )}
      </div>
    </>
  )
}
