import { Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import type { ResponseOf } from '#contracts/route.ts'
import type { submissionsApi } from '#contracts/api/submissions.ts'
import { formatDay } from '../../lib/clock/days.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFeedback } from './api.ts'

type Item = ResponseOf<typeof submissionsApi.listFeedback>['feedback'][number]

/** What candidates thought of the exercises, for those who keep them. Nobody's name is here. */
export function FeedbackPage() {
  const feedback = useFeedback()
  return (
    <Stack gap="lg">
      <title>Feedback · Fairtime</title>
      <div>
        <Title order={1} size="h2">
          Feedback on exercises
        </Title>
        <Text c="dimmed">
          What candidates said after handing in, without who they are: once they are reviewed, three at a
          time. Whoever has read it here does not review for those positions.
        </Text>
      </div>
      {feedback.data !== undefined ? (
        <>
          <Items items={feedback.data.feedback} />
          {feedback.data.withheld > 0 && (
            <Text size="sm" c="dimmed">
              {feedback.data.withheld} more {feedback.data.withheld === 1 ? 'waits' : 'wait'} for reviews, for
              others to be shown with, or {feedback.data.withheld === 1 ? 'belongs' : 'belong'} to positions
              that you review for.
            </Text>
          )}
        </>
      ) : feedback.isError ? (
        <ErrorPanel error={feedback.error} onRetry={() => void feedback.refetch()} />
      ) : (
        <Skeleton h={220} role="status" aria-label="Loading" />
      )}
    </Stack>
  )
}

function Items(props: { items: readonly Item[] }) {
  if (props.items.length === 0) {
    return (
      <EmptyState title="Nothing to show yet">
        Candidates are asked on the page that they see after handing in.
      </EmptyState>
    )
  }
  return props.items.map((item) => (
    <Paper p="lg" key={`${item.givenAt} ${item.exerciseTitle} ${item.comment}`}>
      <Group justify="space-between" gap="xs">
        <Text fw={600} size="sm">
          {item.exerciseTitle} {item.exerciseVersion}
        </Text>
        <Text size="sm" c="dimmed" component="div">
          {formatDay(item.givenAt)}
        </Text>
      </Group>
      <Group gap="lg" mt={6}>
        <Mark label="Clear instructions" mark={item.clarity} />
        <Mark label="Time enough" mark={item.time} />
        <Mark label="Like real work" mark={item.realism} />
      </Group>
      {item.comment !== '' && (
        <Text size="sm" mt="sm" className="plain-text">
          {item.comment}
        </Text>
      )}
    </Paper>
  ))
}

function Mark(props: { label: string; mark: number | null }) {
  return (
    <Text size="sm" c="dimmed">
      {props.label}: <b className="figures">{props.mark === null ? 'not said' : `${props.mark} of 5`}</b>
    </Text>
  )
}
