import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { languages } from '#contracts/languages.ts'
import { formatDuration } from '../../../lib/clock/times.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { Prose } from '../../../ui/markdown.tsx'
import { useChooseExercise, type InvitationView, type OfferedExercise } from '../api.ts'

/** The exercises side by side, each with its overview. One is taken by its button, and another one instead until the start. */
export function ExerciseChoice({ invitation }: { invitation: InvitationView }) {
  const { id, exercises, exerciseId } = invitation
  const choose = useChooseExercise(id)
  const chosen = exercises.find((exercise) => exercise.id === exerciseId)
  return (
    <section aria-label="Choose your exercise">
      <Text role="status" mb="md">
        {chosen === undefined
          ? 'Read them in your own time and take the one that suits you. They count the same, and you can change your mind until you start.'
          : `You take “${chosen.title}”. You can change your mind until you start; from then on it stays.`}
      </Text>
      {choose.isError && <ErrorPanel error={choose.error} />}
      <div className="exercise-choice">
        {exercises.map((exercise) => (
          <Option
            key={exercise.id}
            exercise={exercise}
            isChosen={exercise.id === exerciseId}
            busy={choose.isPending && choose.variables === exercise.id}
            onChoose={() => choose.mutate(exercise.id)}
          />
        ))}
      </div>
    </section>
  )
}

interface OptionProps {
  exercise: OfferedExercise
  isChosen: boolean
  busy: boolean
  onChoose: () => void
}

function Option({ exercise, isChosen, busy, onChoose }: OptionProps) {
  const titleId = `exercise-${exercise.id}`
  return (
    <Paper component="article" p="lg" radius="lg" aria-labelledby={titleId} data-chosen={isChosen}>
      <Stack gap="sm">
        <Group gap="xs">
          <Badge size="lg">{languages[exercise.language].name}</Badge>
          <Badge size="lg" color="gray">
            {formatDuration(exercise.durationMs)}
          </Badge>
        </Group>
        <Title order={2} size="h3" id={titleId}>
          {exercise.title}
        </Title>
        <Text c="dimmed">{exercise.summary}</Text>
        <Button
          variant={isChosen ? 'light' : 'default'}
          leftSection={isChosen ? <IconCheck size={17} aria-hidden="true" /> : undefined}
          aria-pressed={isChosen}
          loading={busy}
          onClick={onChoose}
        >
          {isChosen ? 'You take this one' : `Take “${exercise.title}”`}
        </Button>
        <Prose text={exercise.overview} />
      </Stack>
    </Paper>
  )
}
