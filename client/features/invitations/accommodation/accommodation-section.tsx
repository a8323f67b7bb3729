import { Button, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { Accommodation } from '#contracts/api/invitations/appointments.ts'
import { accommodationLabels } from '../../../lib/describe-accommodation.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { RelativeInstant } from '../../../ui/instant.tsx'
import { useAccommodations } from '../api.ts'

const AskDialog = lazy(async () => ({ default: (await import('./ask-dialog.tsx')).AskDialog }))

/** What the candidate needs besides, and what was answered. */
export function AccommodationSection(props: { invitationId: string }) {
  const { invitationId } = props
  const asked = useAccommodations(invitationId)
  const [isAsking, setAsking] = useState(false)
  const requests = asked.data?.accommodations ?? []
  // One request at a time: whoever answers one reads what else is needed.
  const isWaiting = requests.some((request) => request.answer === null)
  return (
    <Stack gap="sm" px="xs">
      {requests.length > 0 && <AskedList requests={requests} />}
      {asked.isError && <ErrorPanel error={asked.error} onRetry={() => void asked.refetch()} />}
      {!isWaiting && (
        <Button
          variant="subtle"
          size="compact-sm"
          h="auto"
          py={4}
          className="bare-link"
          classNames={{ label: 'wrap-label' }}
          onClick={() => setAsking(true)}
        >
          {requests.length === 0 ? 'Need more time, or something else?' : 'Ask for something else'}
        </Button>
      )}
      {isAsking && (
        <Suspense fallback={null}>
          <AskDialog invitationId={invitationId} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </Stack>
  )
}

function AskedList(props: { requests: readonly Accommodation[] }) {
  return (
    <section aria-labelledby="asked-title">
      <Title order={2} size="h6" mb={6} id="asked-title">
        What you asked for
      </Title>
      <Stack gap="sm" component="ul" className="bare-list" aria-live="polite">
        {props.requests.map((request) => (
          <Asked key={request.id} request={request} />
        ))}
      </Stack>
    </section>
  )
}

function Asked(props: { request: Accommodation }) {
  const { kind, words, askedAt, answer } = props.request
  return (
    <li>
      <Text size="sm" fw={550}>
        {accommodationLabels[kind]}
      </Text>
      {words !== '' && (
        <Text size="sm" className="plain-text">
          {words}
        </Text>
      )}
      {answer === null ? (
        <Text size="xs" c="dimmed">
          Asked <RelativeInstant at={askedAt} />, not answered yet. The answer will stand here.
        </Text>
      ) : (
        <>
          <Text size="sm" c={answer.granted ? 'var(--good)' : 'var(--warn)'}>
            {answer.granted ? 'Agreed' : 'Declined'} <RelativeInstant at={answer.answeredAt} />
            {answer.words !== '' && ':'}
          </Text>
          {answer.words !== '' && (
            <Text size="sm" className="plain-text">
              {answer.words}
            </Text>
          )}
        </>
      )}
    </li>
  )
}
