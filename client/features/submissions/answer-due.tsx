import { Stack, Text } from '@mantine/core'
import { ExactInstant, RelativeInstant } from '../../ui/instant.tsx'
import { PromiseBasis } from '../../ui/promise-basis.tsx'
import { viewerZone } from '../../lib/clock/times.ts'
import type { SubmissionView } from './api.ts'

type Answer = SubmissionView['answer']

/** By when there is an answer, in the time of whoever waits, and why then; that it is late, or that it was given. */
export function AnswerDue({ answer }: { answer: Answer }) {
  const [current, earlier] = answer.promises
  if (answer.answeredAt !== null)
    return (
      <Text size="sm" component="div">
        You were answered on <ExactInstant at={answer.answeredAt} />
      </Text>
    )
  if (current === undefined) return null
  if (answer.state === 'late') return <Late dueAt={current.dueAt} />
  return (
    <Stack gap={4}>
      <Text size="sm" component="div">
        <b>
          <RelativeInstant at={current.dueAt} />
        </b>{' '}
        at the latest, your time ({viewerZone()}):{' '}
        <b>
          <ExactInstant at={current.dueAt} />
        </b>
      </Text>
      {earlier !== undefined && <Moved earlier={earlier} at={current.madeAt} />}
      <PromiseBasis promise={current} />
    </Stack>
  )
}

function Late({ dueAt }: { dueAt: string }) {
  return (
    <Stack gap={4} role="status">
      <Text size="sm" c="var(--bad)" component="div">
        <b>We are sorry: your answer is late.</b> It was promised by <ExactInstant at={dueAt} />
      </Text>
      <Text size="sm">
        That is our fault and says nothing about your work. Whoever invited you knows that you wait; a new
        date comes by mail and stands here as soon as there is one.
      </Text>
    </Stack>
  )
}

function Moved(props: { earlier: Answer['promises'][number]; at: string }) {
  const wasBroken = props.earlier.dueAt <= props.at
  return (
    <Text size="sm" component="div">
      {wasBroken ? 'We are sorry that we did not keep' : 'We are sorry to move'} the date that you were
      promised before: <ExactInstant at={props.earlier.dueAt} />
    </Text>
  )
}
