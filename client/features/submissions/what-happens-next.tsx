import { Anchor, Paper, Text, Timeline, Title } from '@mantine/core'
import { IconCheck, IconEyeCheck, IconMail, IconRobot } from '@tabler/icons-react'
import { Link } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { ExactInstant } from '../../ui/instant.tsx'
import { AnswerDue } from './answer-due.tsx'
import type { SubmissionView } from './api.ts'

/** Where it stands, and by when there is an answer. */
export function WhatHappensNext(props: { attemptId: string; ending: SubmissionView }) {
  const { graded, receipt, answer } = props.ending
  return (
    <Paper p="lg" component="section" aria-labelledby="next-title">
      <Title order={2} size="h4" id="next-title" mb="md">
        What happens next
      </Title>
      <Timeline active={graded ? 1 : 0} bulletSize={26} lineWidth={2}>
        <Timeline.Item bullet={<IconCheck size={14} />} title="Handed in">
          <Text size="sm" c="dimmed" component="div">
            <ExactInstant at={receipt.submittedAt} />
          </Text>
        </Timeline.Item>
        <Timeline.Item
          bullet={<IconRobot size={14} />}
          title={graded ? 'The behaviour checks have run' : 'The behaviour checks run by themselves'}
        >
          <Text size="sm" c="dimmed">
            They use your program from outside, as its callers would. What they find goes to the reviewers.
          </Text>
        </Timeline.Item>
        <Timeline.Item bullet={<IconEyeCheck size={14} />} title="Two people read it">
          <Text size="sm" c="dimmed">
            Each by themselves, and without knowing whose it is.{' '}
            <Anchor component={Link} to={paths.preview(props.attemptId)} inherit underline="always">
              See what they will see
            </Anchor>
          </Text>
        </Timeline.Item>
        <Timeline.Item bullet={<IconMail size={14} />} title="You hear from us">
          <AnswerDue answer={answer} />
        </Timeline.Item>
      </Timeline>
    </Paper>
  )
}
