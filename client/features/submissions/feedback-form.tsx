import { Button, Group, Paper, Radio, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import type { Feedback } from '#contracts/api/submissions.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useGiveFeedback } from './api.ts'

interface FeedbackScale {
  key: 'clarity' | 'time' | 'realism'
  label: string
  low: string
  high: string
}

const scales: readonly FeedbackScale[] = [
  { key: 'clarity', label: 'Were the instructions clear?', low: 'unclear', high: 'clear' },
  { key: 'time', label: 'Was the time enough?', low: 'far too little', high: 'plenty' },
  { key: 'realism', label: 'Was it like real work?', low: 'not at all', high: 'very much' },
]

const nothing: Feedback = { clarity: null, time: null, realism: null, comment: '' }

const isEmpty = (feedback: Feedback) =>
  feedback.comment.trim() === '' && scales.every(({ key }) => feedback[key] === null)

/** About the exercise. It changes nothing for the person who gives it, and says so. */
export function FeedbackForm(props: { attemptId: string; given: Feedback | null }) {
  const { attemptId } = props
  const [feedback, setFeedback] = useState(props.given ?? nothing)
  const give = useGiveFeedback(attemptId)
  const edit = (change: Partial<Feedback>) => {
    give.reset()
    setFeedback({ ...feedback, ...change })
  }
  const isGiven = give.isSuccess || (props.given !== null && feedback === props.given)
  return (
    <Paper p="lg" component="section" aria-labelledby="feedback-title">
      <Stack gap="md">
        <Heading />
        {scales.map((scale) => (
          <Scale
            key={scale.key}
            scale={scale}
            mark={feedback[scale.key]}
            onMark={(mark) => edit({ [scale.key]: mark })}
          />
        ))}
        <Comment text={feedback.comment} onChange={(comment) => edit({ comment })} />
        {give.isError && <ErrorPanel error={give.error} />}
        <Group gap="md">
          <Button
            variant="default"
            disabled={isEmpty(feedback) || isGiven}
            loading={give.isPending}
            onClick={() => give.mutate(feedback)}
          >
            {props.given === null ? 'Send' : 'Send again'}
          </Button>
          <Text size="sm" c="dimmed" role="status">
            {isGiven && !isEmpty ? 'Thank you: it is with the people who keep the exercise.' : ''}
          </Text>
        </Group>
      </Stack>
    </Paper>
  )
}

function Heading() {
  return (
    <div>
      <Title order={2} size="h4" id="feedback-title">
        How was the exercise?
      </Title>
      <Text size="sm" c="dimmed" mt={4}>
        Optional, and about the exercise alone: those who review your work do not see it, and your name is not
        beside it.
      </Text>
    </div>
  )
}

function Scale(props: { scale: FeedbackScale; mark: number | null; onMark: (mark: number) => void }) {
  const { scale, mark, onMark } = props
  return (
    <Radio.Group
      label={scale.label}
      value={mark === null ? '' : String(mark)}
      onChange={(value) => onMark(Number(value))}
    >
      <Group gap="sm" mt={6} wrap="nowrap">
        <Text size="xs" c="dimmed" w={84} ta="right">
          {scale.low}
        </Text>
        {[1, 2, 3, 4, 5].map((value) => (
          <Radio key={value} value={String(value)} aria-label={`${value} of 5`} />
        ))}
        <Text size="xs" c="dimmed">
          {scale.high}
        </Text>
      </Group>
    </Radio.Group>
  )
}

function Comment({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  return (
    <Textarea
      label="Anything else?"
      autosize
      minRows={2}
      maxRows={8}
      maxLength={4_000}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
