import { Button, Drawer, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import type { AnswerState } from '#contracts/api/promises/answers.ts'
import type { BoardRow } from '#contracts/api/board/board.ts'
import { instantsOfWallTime } from '../../../lib/clock/instants-of-wall-time.ts'
import { wallTimeOf } from '../../../lib/clock/read-wall-time.ts'
import { viewerZone } from '../../../lib/clock/times.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { ExactInstant, RelativeInstant } from '../../../ui/instant.tsx'
import { PromiseBasis } from '../../../ui/promise-basis.tsx'
import { useAnswer, useMarkAnswered, useUnmarkAnswered } from './api.ts'
import { NewDateForm } from './new-date-form.tsx'

/** One candidate's answer: what was promised and why, that it was given, or another date for it. */
export function AnswerDrawer(props: { row: BoardRow; onClose: () => void }) {
  const { row, onClose } = props
  const answer = useAnswer(row.id)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={460}
      title={`Answer to ${row.candidateName}`}
      transitionProps={{ duration: 150 }}
    >
      {answer.isError && <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isLoading && <Skeleton h={280} role="status" aria-label="Loading" />}
      {answer.data !== undefined && (
        <Stack gap="lg">
          <Promised answer={answer.data} />
          {answer.data.answeredAt === null ? (
            <>
              <MarkAnswered invitationId={row.id} />
              <NewDateForm invitationId={row.id} />
            </>
          ) : (
            <Answered invitationId={row.id} at={answer.data.answeredAt} />
          )}
        </Stack>
      )}
    </Drawer>
  )
}

function Promised({ answer }: { answer: AnswerState }) {
  const [current, ...earlier] = answer.promises
  if (current === undefined) return null
  return (
    <Stack gap="sm">
      {answer.state === 'late' && (
        <div role="status">
          <Text size="sm" fw={600} c="var(--bad)">
            This promise is broken
          </Text>
          <Text size="sm">The candidate is told that we are sorry. Give the answer, or a new date.</Text>
        </div>
      )}
      <div>
        <Text size="xs" c="dimmed">
          Promised by
        </Text>
        <Text component="div" size="sm" fw={600}>
          <ExactInstant at={current.dueAt} />
        </Text>
        <PromiseBasis promise={current} />
      </div>
      {earlier.map((promise) => (
        <Text key={promise.madeAt} size="xs" c="dimmed" component="div">
          Before that: <ExactInstant at={promise.dueAt} />
        </Text>
      ))}
    </Stack>
  )
}

function MarkAnswered({ invitationId }: { invitationId: string }) {
  const mark = useMarkAnswered(invitationId)
  const zone = viewerZone()
  const [openedAt] = useState(() => wallTimeOf(new Date(), zone))
  const [local, setLocal] = useState(openedAt)
  const [instant] = local === '' ? [] : instantsOfWallTime(local.slice(0, 16), zone)
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        The candidate has the answer
      </Title>
      <TextInput
        label="Since when"
        description={`In ${zone}. Nobody is reminded any more.`}
        type="datetime-local"
        value={local}
        onChange={(event) => setLocal(event.currentTarget.value)}
      />
      {mark.isError && <ErrorPanel error={mark.error} />}
      <Button
        disabled={instant === undefined}
        loading={mark.isPending}
        // Left as it was, it is now: the field knows no seconds.
        onClick={() =>
          instant !== undefined && mark.mutate(local === openedAt ? null : instant.toISOString())
        }
      >
        Note it as answered
      </Button>
    </Stack>
  )
}

function Answered(props: { invitationId: string; at: string }) {
  const unmark = useUnmarkAnswered(props.invitationId)
  return (
    <Stack gap="sm">
      <Text size="sm" component="div">
        <b>Answered</b> <RelativeInstant at={props.at} />, <ExactInstant at={props.at} />
      </Text>
      {unmark.isError && <ErrorPanel error={unmark.error} />}
      <Button variant="default" loading={unmark.isPending} onClick={() => unmark.mutate(undefined)}>
        Take that back
      </Button>
      <Text size="xs" c="dimmed">
        Then the promised date counts again, and who is reminded of it is reminded.
      </Text>
    </Stack>
  )
}
