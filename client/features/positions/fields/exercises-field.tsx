import { Alert, MultiSelect, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ExerciseProblem } from '#contracts/api/exercises.ts'
import { languages } from '#contracts/languages.ts'
import { useExercises } from '../../../lib/use-exercises.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'

interface MultiSelectField {
  value?: string[]
  onChange?: (value: string[]) => void
  error?: ReactNode
}

export function ExercisesField(props: {
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
    <Alert className="warn-alert" color="yellow" variant="outline" title="Some exercises could not be loaded">
      {props.problems.map((problem) => (
        <Text key={`${problem.folder} ${problem.reason}`} size="sm">
          {problem.folder}/{problem.file}
          {problem.line === null ? '' : `, line ${problem.line}`}: {problem.reason}
        </Text>
      ))}
    </Alert>
  )
}
