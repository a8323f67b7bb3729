import { Badge, Text } from '@mantine/core'
import type { BoardRow } from '#contracts/api/board/board.ts'

/** How the checks of a submission came out, and whatever of the attempt went wrong through us. */
export function ChecksCell(props: { row: BoardRow }) {
  const { submittedAt, faultyRuns, lateWrites } = props.row
  return (
    <div>
      {submittedAt === null ? <Text size="sm">–</Text> : <Graded row={props.row} />}
      {faultyRuns > 0 && (
        <Text size="xs" c="var(--warn)">
          {faultyRuns === 1 ? '1 test run' : `${faultyRuns} test runs`} failed through us, nothing was
          counted; the candidate can run again
        </Text>
      )}
      {lateWrites > 0 && (
        <Text size="xs" c="var(--warn)">
          {lateWrites} came late, kept apart
        </Text>
      )}
    </div>
  )
}

function Graded(props: { row: BoardRow }) {
  const { gradingFault, gradedVerdict, checksPassed, checksTotal } = props.row
  const hasVerdict = gradedVerdict !== null && gradedVerdict !== 'platform_error'
  return (
    <>
      {hasVerdict && (
        <Text size="sm" className="figures">
          {checksPassed ?? 0} of {checksTotal ?? '?'}
        </Text>
      )}
      {!hasVerdict && gradingFault === 'none' && <Text size="sm">Running…</Text>}
      {gradingFault === 'repeated' && (
        <Badge className="tone-badge" data-tone="warn">
          Our fault, being graded again
        </Badge>
      )}
      {gradingFault === 'given_up' && (
        <>
          <Badge className="tone-badge" data-tone="warn">
            Our fault, not graded
          </Badge>
          <Text size="xs" c="dimmed" mt={2}>
            Not the candidate&apos;s: use “Grade again” in the menu
          </Text>
        </>
      )}
    </>
  )
}
