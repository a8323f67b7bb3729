import { List, Stack, Text, Title } from '@mantine/core'
import { Fold } from '../../ui/fold.tsx'
import type { OfferedExercise } from './api.ts'

const recorded = [
  'Your files, at every save, with the time.',
  'Your test runs and what they printed.',
  'When you started and when you handed in.',
] as const

/** The ground rules, all known before the start. What one must know stands open; the rest is folded until it is wanted. */
export function ExerciseTerms(props: { exercise: OfferedExercise; feedbackPolicy: string | null }) {
  const { allowedHelp, aiPolicy, tools } = props.exercise
  return (
    <Stack gap="xl">
      <AllowedHelp allowedHelp={allowedHelp} aiPolicy={aiPolicy} />
      <FeedbackPolicy text={props.feedbackPolicy} />
      {tools.length > 0 && (
        <section>
          <Title order={2} size="h4" mb="xs">
            What your code runs with
          </Title>
          <Lines lines={tools.map(({ name, version }) => `${name} ${version}`)} />
        </section>
      )}
      <Folded exercise={props.exercise} />
    </Stack>
  )
}

function Folded({ exercise }: { exercise: OfferedExercise }) {
  const { measures, criteria, constraints } = exercise
  return (
    <div>
      <Fold title="What is measured" hint={counted(measures.length, 'thing')}>
        <Lines lines={measures} />
      </Fold>
      <Fold title="What reviewers look at" hint={counted(criteria.length, 'criterion', 'criteria')}>
        <Criteria criteria={criteria} />
      </Fold>
      {constraints.length > 0 && (
        <Fold title="Constraints" hint={counted(constraints.length, 'limit')}>
          <Lines lines={constraints} />
        </Fold>
      )}
      <Fold title="What is recorded" hint="No camera, no screen, no keystroke timing">
        <Lines lines={recorded} />
        <Text size="sm" c="dimmed" mt="xs">
          Reviewers see your code and its behaviour, not your name.
        </Text>
      </Fold>
    </div>
  )
}

function FeedbackPolicy({ text }: { text: string | null }) {
  if (text === null) return null
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        What you hear afterwards
      </Title>
      <Text size="sm" className="own-lines">
        {text}
      </Text>
    </section>
  )
}

function AllowedHelp({ allowedHelp, aiPolicy }: Pick<OfferedExercise, 'allowedHelp' | 'aiPolicy'>) {
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        Help you may use
      </Title>
      <Lines lines={allowedHelp} />
      {aiPolicy !== null && (
        <Text size="sm" mt="xs" className="own-lines">
          {aiPolicy}
        </Text>
      )}
    </section>
  )
}

function Criteria({ criteria }: Pick<OfferedExercise, 'criteria'>) {
  return (
    <Stack gap="sm">
      {criteria.map((criterion) => (
        <div key={criterion.id}>
          <Text fw={600} size="sm">
            {criterion.title}
          </Text>
          <Text size="sm" c="dimmed">
            {criterion.description}
          </Text>
        </div>
      ))}
    </Stack>
  )
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

function Lines(props: { lines: readonly string[] }) {
  return (
    <List size="sm" spacing={6} className="told-list">
      {props.lines.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  )
}
