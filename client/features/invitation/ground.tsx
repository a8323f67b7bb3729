import { List, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { InvitationView } from './use-invitation.ts'

const recorded = [
  'Your files, at every save, with the time.',
  'Your test runs and what they printed.',
  'When you started and when you handed in.',
] as const

/** The ground rules, all known before the start: what is measured, by which criteria, with what help, and what is kept. */
export function Ground(props: { exercise: InvitationView['exercise'] }) {
  const { measures, criteria, allowedHelp, aiPolicy, constraints } = props.exercise
  return (
    <Stack gap="xl">
      <Section title="What is measured">
        <Lines lines={measures} />
      </Section>
      <Section title="What reviewers look at">
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
      </Section>
      <Section title="Help you may use">
        <Lines lines={allowedHelp} />
        {aiPolicy !== null && (
          <Text size="sm" mt="xs">
            {aiPolicy}
          </Text>
        )}
      </Section>
      {constraints.length > 0 && (
        <Section title="Constraints">
          <Lines lines={constraints} />
        </Section>
      )}
      <Section title="What is recorded">
        <Lines lines={recorded} />
        <Text size="sm" c="dimmed" mt="xs">
          No camera, no screen, no keystroke timing. Reviewers see your code and its behaviour, not your name.
        </Text>
      </Section>
    </Stack>
  )
}

function Section(props: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {props.title}
      </Title>
      {props.children}
    </section>
  )
}

function Lines(props: { lines: readonly string[] }) {
  return (
    <List size="sm" spacing={6} className="plain-list">
      {props.lines.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  )
}
