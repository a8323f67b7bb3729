import { Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core'
import type { Notes } from '#contracts/api/submissions.ts'
import { formatCountdown } from '../../lib/clock/times.ts'
import { useCountdown } from '../../lib/clock/use-countdown.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import type { NotesStatus } from './notes-saver.ts'
import type { SubmissionView } from './api.ts'
import { useNotes } from './use-notes.ts'

const questions: readonly { key: keyof Notes; label: string; hint: string }[] = [
  {
    key: 'tradeOffs',
    label: 'What did you decide, and what did you leave out on purpose?',
    hint: 'For example: kept the cache in memory, because …',
  },
  {
    key: 'nextSteps',
    label: 'What would you do next with another day?',
    hint: 'For example: a test for the slow upstream, then …',
  },
  {
    key: 'aiUse',
    label: 'Where did tools such as AI assistants help, and how did you check what they gave you?',
    hint: '"Not at all" is a fine answer',
  },
]

/** Ten minutes of words beside the frozen code. Nothing has to be written, and nothing here is scored by itself. */
export function NotesSection(props: { attemptId: string; first: SubmissionView }) {
  const remainingMs = useCountdown(props.first.notesRemainingMs)
  const isOpen = remainingMs > 0
  const { notes, status, saver } = useNotes(props.attemptId, props.first, isOpen)
  const isEmpty = Object.values(notes).every((text) => text.trim() === '')
  if (!isOpen && isEmpty) return null
  return (
    <Paper p="lg" component="section" aria-labelledby="notes-title">
      <Stack gap="md">
        <Heading isOpen={isOpen} remainingMs={remainingMs} />
        <Text size="sm" c="dimmed">
          {isOpen
            ? 'Your code is frozen. If you like, tell the reviewers what the code cannot: all three are optional, plain text, and saved as you type.'
            : 'This is what reviewers read beside your code.'}
        </Text>
        {questions.map(({ key, label, hint }) => (
          <Textarea
            key={key}
            label={label}
            placeholder={hint}
            autosize
            minRows={2}
            maxRows={12}
            maxLength={5_000}
            readOnly={!isOpen}
            value={notes[key]}
            onChange={(event) => saver.change(key, event.currentTarget.value)}
          />
        ))}
        <Status status={status} />
      </Stack>
    </Paper>
  )
}

function Heading({ isOpen, remainingMs }: { isOpen: boolean; remainingMs: number }) {
  return (
    <Group justify="space-between" align="baseline" gap="xs">
      <Title order={2} size="h4" id="notes-title">
        A few words beside your code
      </Title>
      <Text size="sm" c="dimmed">
        {isOpen ? (
          <>
            open for <span className="clock">{formatCountdown(remainingMs)}</span> more
          </>
        ) : (
          'closed'
        )}
      </Text>
    </Group>
  )
}

function Status({ status }: { status: NotesStatus }) {
  if (status.kind === 'failed') return <ErrorPanel error={status.error} />
  return (
    <Text size="xs" c="dimmed" role="status" mih={18}>
      {statusLabels[status.kind]}
    </Text>
  )
}

const statusLabels: Record<Exclude<NotesStatus['kind'], 'failed'>, string> = {
  untouched: '',
  unsaved: 'Saved in a moment …',
  saving: 'Saving …',
  saved: 'Saved.',
}
