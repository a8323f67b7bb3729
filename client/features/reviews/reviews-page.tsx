import { Badge, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import type { SubmissionRow } from '#contracts/api/reviews.ts'
import { languages } from '#contracts/languages.ts'
import { paths } from '../../lib/paths.ts'
import { isDayOver } from '../../lib/clock/days.ts'
import { useNow } from '../../lib/clock/use-now.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { DayBy } from '../../ui/day.tsx'
import { RowBoundary } from '../../ui/row-boundary.tsx'
import { useSubmissions } from './api.ts'

export function ReviewsPage() {
  const submissions = useSubmissions()
  return (
    <Stack gap="lg">
      <title>Reviews · Fairtime</title>
      <div>
        <Title order={1} size="h2">
          Reviews
        </Title>
        <Text c="dimmed">
          What waits for you, the most urgent first. You do not see whose it is, nor the other review.
        </Text>
      </div>
      {submissions.isError && (
        <ErrorPanel error={submissions.error} onRetry={() => void submissions.refetch()} />
      )}
      {submissions.data === undefined && !submissions.isError && (
        <Skeleton h={220} role="status" aria-label="Loading" />
      )}
      {submissions.data !== undefined && <Submissions rows={submissions.data.submissions} />}
    </Stack>
  )
}

function Submissions(props: { rows: readonly SubmissionRow[] }) {
  if (props.rows.length === 0) {
    return (
      <EmptyState title="Nothing waits for your review">
        When a candidate of a position you review for hands something in, it appears here.
      </EmptyState>
    )
  }
  return (
    <table className="card-table" data-hover>
      <thead>
        <tr>
          <th>Submission</th>
          <th>Position</th>
          <th>Exercise</th>
          <th>Due</th>
          <th>Checks</th>
          <th>Your review</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <RowBoundary key={row.id} title={row.alias} columns={6}>
            <SubmissionLine row={row} />
          </RowBoundary>
        ))}
      </tbody>
    </table>
  )
}

function SubmissionLine(props: { row: SubmissionRow }) {
  const { row } = props
  return (
    <tr>
      <td className="card-title">
        <Link to={paths.review(row.id)} className="row-link">
          {row.alias}
        </Link>
      </td>
      <td data-label="Position">{row.positionTitle}</td>
      <td data-label="Exercise">
        <div>
          {row.exerciseTitle}{' '}
          <Text span size="sm" c="dimmed">
            {languages[row.language].name}
          </Text>
        </div>
      </td>
      <td data-label="Due">
        <Due row={row} />
      </td>
      <td data-label="Checks">
        <Grading row={row} />
      </td>
      <td data-label="Your review">
        <MyReview state={row.myReview} />
      </td>
    </tr>
  )
}

function Due(props: { row: SubmissionRow }) {
  const now = useNow(60_000)
  const overdue = props.row.myReview !== 'submitted' && isDayOver(props.row.dueAt, now)
  return (
    <Text component="span" size="sm" {...(overdue ? { c: 'var(--bad)', fw: 600 } : {})}>
      {overdue && 'Overdue, '}
      <DayBy day={props.row.dueAt} />
    </Text>
  )
}

function Grading(props: { row: SubmissionRow }) {
  const { grading, checksPassed, checksTotal } = props.row
  if (grading === 'pending')
    return (
      <Text size="sm" c="dimmed">
        Running…
      </Text>
    )
  if (grading === 'platform_error')
    return (
      <Badge className="tone-badge" data-tone="warn">
        Our fault, not graded yet
      </Badge>
    )
  return (
    <Text size="sm" className="figures">
      {checksPassed ?? 0} of {checksTotal}
    </Text>
  )
}

function MyReview(props: { state: SubmissionRow['myReview'] }) {
  const words = { none: 'Not begun', draft: 'Draft', submitted: 'Submitted' } as const
  const tones = { none: 'plain', draft: 'warn', submitted: 'good' } as const
  return (
    <Badge className="tone-badge" data-tone={tones[props.state]}>
      {words[props.state]}
    </Badge>
  )
}
