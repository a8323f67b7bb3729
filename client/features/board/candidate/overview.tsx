import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Api } from '#contracts/api.ts'
import type { BoardRow } from '#contracts/api/board/board.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { formatInstant } from '../../../lib/clock/times.ts'
import { exerciseLabel } from '../exercise-label.ts'
import { paths } from '../../../lib/paths.ts'
import { RelativeInstant } from '../../../ui/instant.tsx'
import { VerdictBadge } from '../../../ui/results/verdict-badge.tsx'
import { invitationStates } from '../invitation-state.ts'
import { ChecksCell } from '../table/checks-cell.tsx'
import { nextDate } from '../table/next-date.ts'
import { RemainingTime } from '../table/remaining-time.tsx'
import { Notes } from './notes.tsx'

type TimelineView = ResponseOf<Api['getCandidateTimeline']>

/** Where it stands, what was run, and what else the person was invited to. */
export function Overview(props: { row: BoardRow; timeline: TimelineView }) {
  return (
    <Stack gap="lg">
      <Standing row={props.row} />
      <Notes invitationId={props.row.id} />
      <Runs runs={props.timeline.runs} />
      <Others others={props.timeline.others} />
    </Stack>
  )
}

function Standing({ row }: { row: BoardRow }) {
  const date = nextDate(row)
  return (
    <section aria-label="Where it stands" className="candidate-card">
      <Fact label="Exercise">{exerciseLabel(row.exercise)}</Fact>
      <Fact label={date.label}>
        {row.state === 'in_progress' ? (
          <RemainingTime deadline={date.at} />
        ) : (
          <RelativeInstant at={date.at} />
        )}
        <Text size="xs" c="dimmed">
          {formatInstant(new Date(date.at))}
          {date.zone !== undefined && ` · ${formatInstant(new Date(date.at), date.zone)} (${date.zone})`}
        </Text>
      </Fact>
      <Fact label="Checks">
        <ChecksCell row={row} />
      </Fact>
      <Fact label="Reviews">
        {row.submittedAt === null ? '–' : `${row.reviewsDone} of ${row.reviewsNeeded}`}
      </Fact>
    </section>
  )
}

function Fact(props: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {props.label}
      </Text>
      <Text size="sm" component="div">
        {props.children}
      </Text>
    </div>
  )
}

function Runs(props: { runs: TimelineView['runs'] }) {
  const visible = props.runs.filter(({ kind }) => kind === 'visible').length
  return (
    <section aria-label="Runs">
      <Title order={2} size="h4">
        Runs
      </Title>
      {props.runs.length === 0 && <Text size="sm">None so far.</Text>}
      {props.runs.length > 0 && (
        <Text size="xs" c="dimmed" mb="xs">
          {visible === 1 ? '1 run by the candidate' : `${visible} runs by the candidate`}. They are feedback
          for the candidate and count for nothing.
        </Text>
      )}
      <Stack component="ul" gap={0} className="bare-list candidate-timeline">
        {props.runs.map((run) => (
          <li key={run.id}>
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm">
                {run.kind === 'graded' ? 'Checks of the submission' : 'Run'} ·{' '}
                <RelativeInstant at={run.createdAt} />
              </Text>
              {run.verdict === null ? (
                <Text size="xs">not ended</Text>
              ) : (
                <VerdictBadge verdict={run.verdict} />
              )}
            </Group>
          </li>
        ))}
      </Stack>
    </section>
  )
}

function Others(props: { others: TimelineView['others'] }) {
  if (props.others.length === 0) return null
  return (
    <section aria-label="Other invitations of the same person">
      <Title order={2} size="h4">
        Invited before or beside
      </Title>
      <Stack component="ul" gap={0} className="bare-list candidate-timeline">
        {props.others.map((other) => (
          <li key={other.id}>
            <Link to={paths.candidate(other.id)}>{other.positionTitle}</Link>
            <Text size="xs" c="dimmed">
              {exerciseLabel(other.exercise)} · {invitationStates[other.state].label} ·{' '}
              {formatInstant(new Date(other.createdAt))}
            </Text>
          </li>
        ))}
      </Stack>
    </section>
  )
}
