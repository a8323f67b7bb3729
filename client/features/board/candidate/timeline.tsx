import { Stack, Text, Title } from '@mantine/core'
import type { TimelineEntry } from '#contracts/api/board/candidate-timeline.ts'
import { formatInstant } from '../../../lib/clock/times.ts'
import { RelativeInstant } from '../../../ui/instant.tsx'
import { describeActor, describeFact } from './describe-fact.ts'

/** What happened, newest first, as the audit has it. */
export function Timeline(props: { entries: readonly TimelineEntry[] }) {
  return (
    <section aria-label="What happened">
      <Title order={2} size="h4" mb="sm">
        What happened
      </Title>
      {props.entries.length === 0 && <Text size="sm">Nothing is recorded.</Text>}
      <Stack component="ol" gap={0} className="bare-list candidate-timeline">
        {props.entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </Stack>
    </section>
  )
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { title, more } = describeFact(entry)
  return (
    <li>
      <Text size="sm" fw={550}>
        {title}
      </Text>
      {more !== null && (
        <Text size="sm" className="plain-text">
          {more}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {describeActor(entry.by)} · <RelativeInstant at={entry.at} />, {formatInstant(new Date(entry.at))}
      </Text>
    </li>
  )
}
