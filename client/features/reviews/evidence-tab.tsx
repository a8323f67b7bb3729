import { Badge, Loader, Group, Paper, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Grading } from '#contracts/api/reviews.ts'
import type { EvidenceCard } from '#contracts/evidence.ts'
import { formatElapsed } from '../../lib/clock/times.ts'
import { VerdictBadge } from '../../ui/results/verdict-badge.tsx'
import { GradingNote } from './grading-note.tsx'
import { ProvenanceNote } from './provenance-note.tsx'
import { Timeline } from './timeline.tsx'
import type { SubmissionView } from './api.ts'

/** What the program did when it was run: behaviour in words, never points. What did not hold comes first. */
export function EvidenceTab(props: { submission: SubmissionView }) {
  const { row, checks, gradings } = props.submission
  const [chosen, setChosen] = useState(0)
  if (row.grading === 'platform_error') {
    return (
      <Text size="sm">
        The checks were tried three times and could not be run, through a fault of ours. Nothing here counts
        against the candidate. A recruiter or an admin can have it graded again from the board; read the code
        meanwhile.
      </Text>
    )
  }
  const grading = gradings[chosen] ?? gradings[0]
  if (grading === undefined) {
    return (
      <Group gap="xs" role="status">
        <Loader size={16} />
        <Text size="sm">The {checks.length} checks are still running; this page follows by itself.</Text>
      </Group>
    )
  }
  return (
    <Stack gap="sm">
      <GradingNote gradings={gradings} shown={gradings.indexOf(grading)} onShow={setChosen} />
      <Cards grading={grading} />
      <ProvenanceNote grading={grading} />
    </Stack>
  )
}

function Cards(props: { grading: Grading }) {
  const { result, checks } = props.grading
  const cards = [...result.evidence].sort((a, b) => Number(a.passed) - Number(b.passed))
  const optional = new Set(checks.filter((check) => check.optional).map((check) => check.id))
  return (
    <>
      <Group gap="xs">
        <Text fw={600} size="sm">
          {describeHeldTime(cards, optional, checks.length)}
        </Text>
        {cards.length === 0 && <VerdictBadge verdict={result.verdict} />}
      </Group>
      {cards.length === 0 && <Text size="sm">{result.cause}</Text>}
      {cards.map((card) => (
        <Card key={card.checkId} card={card} optional={optional.has(card.checkId)} />
      ))}
    </>
  )
}

/** Optional checks are counted apart: leaving the stretch part out is no fault. */
function describeHeldTime(
  cards: readonly EvidenceCard[],
  optional: ReadonlySet<string>,
  total: number,
): string {
  const held = cards.filter((card) => card.passed)
  const heldOptional = held.filter((card) => optional.has(card.checkId)).length
  const required = `${held.length - heldOptional} of ${total - optional.size} checks held`
  return optional.size === 0 ? required : `${required}, and ${heldOptional} of ${optional.size} optional`
}

function Outcome({ card }: { card: EvidenceCard }) {
  const [tone, words] = card.passed ? ['good', 'Held'] : ['bad', 'Did not hold']
  return (
    <Badge className="tone-badge" data-tone={card.couldNotLook === true ? 'plain' : tone}>
      {card.couldNotLook === true ? 'Not looked at' : words}
    </Badge>
  )
}

function Card(props: { card: EvidenceCard; optional: boolean }) {
  const { title, expected, seen, durationMs, timeline } = props.card
  return (
    <Paper p="sm" component="article" aria-label={title}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Text fw={600} size="sm" flex={1}>
          {title}
        </Text>
        {props.optional && (
          <Badge className="tone-badge" data-tone="plain">
            Optional
          </Badge>
        )}
        <Outcome card={props.card} />
      </Group>
      <dl className="evidence">
        <dt>Expected</dt>
        <dd>{expected}</dd>
        <dt>Seen</dt>
        <dd>{seen}</dd>
      </dl>
      {timeline.length > 0 ? (
        <details className="timeline-fold">
          <summary>
            {timeline.length} requests at the upstream, {formatElapsed(durationMs)}
          </summary>
          <Timeline entries={timeline} />
        </details>
      ) : (
        <Text size="xs" c="dimmed">
          took {formatElapsed(durationMs)}
        </Text>
      )}
    </Paper>
  )
}
