import { Paper, Stack, Text, Title } from '@mantine/core'
import type { Accommodation } from '#contracts/api/invitations/appointments.ts'
import { accommodationLabels } from '../../../lib/describe-accommodation.ts'
import { RelativeInstant } from '../../../ui/instant.tsx'
import { AnswerForm } from './answer-form.tsx'

/** What a candidate asked for: first what waits for an answer, then what was answered. Nothing where nothing was asked. */
export function Requests(props: { invitationId: string; requests: readonly Accommodation[] }) {
  const { invitationId, requests } = props
  const open = requests.filter((one) => one.answer === null)
  const answered = requests.filter((one) => one.answer !== null)
  return (
    <>
      {open.map((request) => (
        <Paper
          key={request.id}
          p="md"
          component="section"
          aria-label={`Request: ${accommodationLabels[request.kind]}`}
        >
          <Stack gap="sm">
            <Asked request={request} />
            <AnswerForm invitationId={invitationId} request={request} />
          </Stack>
        </Paper>
      ))}
      {answered.length > 0 && (
        <section aria-labelledby="answered-title">
          <Title order={3} size="h5" mb="xs" id="answered-title">
            Asked and answered
          </Title>
          <Stack gap="sm">
            {answered.map((request) => (
              <Answered key={request.id} request={request} />
            ))}
          </Stack>
        </section>
      )}
    </>
  )
}

function Asked(props: { request: Accommodation }) {
  const { kind, words, askedAt } = props.request
  return (
    <div>
      <Title order={3} size="h5">
        {accommodationLabels[kind]}
      </Title>
      <Text size="xs" c="dimmed">
        Asked <RelativeInstant at={askedAt} />
      </Text>
      {words !== '' && (
        <Text size="sm" mt={6} className="plain-text">
          {words}
        </Text>
      )}
    </div>
  )
}

function Answered(props: { request: Accommodation }) {
  const { kind, words, answer } = props.request
  if (answer === null) return null
  return (
    <div>
      <Text size="sm">
        {accommodationLabels[kind]}: {answer.granted ? 'agreed' : 'declined'}{' '}
        <RelativeInstant at={answer.answeredAt} />
      </Text>
      {words !== '' && (
        <Text size="xs" c="dimmed" className="plain-text">
          Asked: {words}
        </Text>
      )}
      {answer.words !== '' && (
        <Text size="xs" c="dimmed" className="plain-text">
          Answered: {answer.words}
        </Text>
      )}
    </div>
  )
}
