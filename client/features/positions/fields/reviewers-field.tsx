import { MultiSelect, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useExercises } from '../../../lib/use-exercises.ts'
import { Fold } from '../../../ui/fold.tsx'
import type { PositionFormValues } from '../position-form-values.ts'

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
  const nameOf = (id: string) => props.reviewers.find((one) => one.id === id)?.name ?? 'A reviewer'
  const freed = reviewerIds.filter((id) => lostEveryMark(eligibility[id] ?? [], exerciseIds))
  if (exerciseIds.length < 2 || reviewerIds.length === 0) return <Freed names={freed.map(nameOf)} />
  const titleOf = (id: string) => exercises.data?.exercises.find((one) => one.id === id)?.title ?? id
  const limited = reviewerIds.filter((id) => (eligibility[id] ?? []).length > 0).length
  return (
    <Fold title="Who reviews which exercise" hint={limited === 0 ? 'everybody all' : `${limited} limited`}>
      <Stack gap="sm">
        <Freed names={freed.map(nameOf)} />
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

const lostEveryMark = (marked: readonly string[], exerciseIds: readonly string[]) =>
  marked.length > 0 && !marked.some((id) => exerciseIds.includes(id))

/** Without their last mark somebody may be given everything, which nobody would expect of taking an exercise out. */
function Freed(props: { names: readonly string[] }) {
  if (props.names.length === 0) return null
  return (
    <Text size="sm" c="var(--warn)" role="status">
      {props.names.join(', ')}: marked for an exercise that is not chosen any more, and may now be given all
      that are. Take them out of the reviewers where that is not meant.
    </Text>
  )
}
