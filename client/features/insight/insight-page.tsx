import { Skeleton, Stack, Text, Title } from '@mantine/core'
import { fewestPeople, type Insight } from '#contracts/api/board/insight.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { AnswerTable } from './answer-table.tsx'
import { CheckTable, ExerciseTable } from './exercise-table.tsx'
import { FunnelTable } from './funnel-table.tsx'
import { InsightFilterBar } from './insight-filter.tsx'
import { InsightSection } from './insight-section.tsx'
import { useInsight, useInsightFilter, type InsightAsked } from './use-insight.ts'

/** What invitations came to, in figures about the process and about exercises, never about a person. */
export function InsightPage() {
  const asked = useInsightFilter()
  const insight = useInsight(asked.filter)
  return (
    <Stack gap="lg">
      <title>Insight · Fairtime</title>
      <div>
        <Title order={1} size="h2">
          Insight
        </Title>
        <Text c="dimmed">
          How the process and the exercises do. Nobody is named or ranked, and where fewer than {fewestPeople}{' '}
          people stand behind a figure, it is not shown.
        </Text>
      </div>
      <InsightFilterBar {...asked} />
      {insight.isError && <ErrorPanel error={insight.error} onRetry={() => void insight.refetch()} />}
      {insight.isPending && <Skeleton h={320} role="status" aria-label="Loading" />}
      {insight.data !== undefined && <Sections insight={insight.data} filter={asked.filter} />}
    </Stack>
  )
}

function Sections({ insight, filter }: { insight: Insight; filter: InsightAsked }) {
  if (insight.people === 0)
    return (
      <EmptyState title="Nobody was invited here">
        No invitation fits what is asked for. Ask for other days or another position.
      </EmptyState>
    )
  return (
    <>
      <InsightSection
        title="How far people come"
        explanation={`${insight.people.toLocaleString('en')} invitations. Whoever started counts in the steps before it, too; an answer may come without a review.`}
        file={{ table: 'funnel', filter }}
      >
        <FunnelTable insight={insight} />
      </InsightSection>
      <InsightSection
        title="How long people wait"
        explanation="The median, and between which days the middle half lies."
        file={{ table: 'answers', filter }}
      >
        <AnswerTable insight={insight} />
      </InsightSection>
      <ExerciseSections insight={insight} filter={filter} />
    </>
  )
}

function ExerciseSections({ insight, filter }: { insight: Insight; filter: InsightAsked }) {
  return (
    <>
      <InsightSection
        title="Is the limit enough?"
        explanation="Where many work until the time is over, or tests pass only at the end, the time may be too short. People of different cohorts are not put together."
        file={{ table: 'exercises', filter }}
      >
        {insight.groups.length === 0 ? (
          <Text size="sm">Nobody has handed in yet.</Text>
        ) : (
          <ExerciseTable groups={insight.groups} />
        )}
      </InsightSection>
      {insight.groups.length > 0 && (
        <InsightSection
          title="Which checks are passed"
          explanation="A check that nearly everybody passes or fails says little about a person, and much about the exercise."
          file={{ table: 'checks', filter }}
        >
          {insight.groups.map((group) => (
            <CheckTable key={group.id} group={group} />
          ))}
        </InsightSection>
      )}
    </>
  )
}
