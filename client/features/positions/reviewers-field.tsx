import { MultiSelect, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useExercises } from '../../lib/use-exercises.ts'
import { Fold } from '../../ui/fold.tsx'
import type { PositionFormValues } from './position-form-values.ts'

interface MultiSelectField {
  value?: string[]
  onChange?: (value: string[]) => void
  error?: ReactNode
}

interface PossibleReviewer {
  id: string
  name: string
}

export function ReviewersField(props: { reviewers: readonly PossibleReviewer[]; field: MultiSelectField }) {
  return (
    <MultiSelect
      label="Reviewers"
      description="Each submission is read by two of them, without knowing whose it is. Whoever invites for the position cannot review for it."
      searchable
      data={props.reviewers.map(({ id, name }) => ({ value: id, label: name }))}
      {...props.field}
    />
  )
}

/** Only where there is a choice: with one exercise, or nobody in the pool, it is not there. */
export function EligibilityFields(props: {
  values: PositionFormValues
  reviewers: readonly PossibleReviewer[]
  onChange: (eligibility: PositionFormValues['eligibility']) => void
}) {
  const { eligibility, exerciseIds, reviewerIds } = props.values
  const exercises = useExercises()
  if (exerciseIds.length < 2 || reviewerIds.length === 0) return null
  const titleOf = (id: string) => exercises.data?.exercises.find((one) => one.id === id)?.title ?? id
  const nameOf = (id: string) => props.reviewers.find((one) => one.id === id)?.name ?? 'A reviewer'
  const limited = reviewerIds.filter((id) => (eligibility[id] ?? []).length > 0).length
  return (
    <Fold title="Who reviews which exercise" hint={limited === 0 ? 'everybody all' : `${limited} limited`}>
      <Stack gap="sm">
        <Text size="xs" c="dimmed">
          Where nothing is marked, somebody may be given all of them.
        </Text>
        {reviewerIds.map((id) => (
          <MultiSelect
            key={id}
            label={nameOf(id)}
            placeholder={(eligibility[id] ?? []).length === 0 ? 'All exercises' : ''}
            data={exerciseIds.map((exerciseId) => ({ value: exerciseId, label: titleOf(exerciseId) }))}
            value={(eligibility[id] ?? []).filter((exerciseId) => exerciseIds.includes(exerciseId))}
            onChange={(marked) => props.onChange({ ...eligibility, [id]: marked })}
          />
        ))}
      </Stack>
    </Fold>
  )
}
