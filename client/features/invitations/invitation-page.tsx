import { Badge, Group, Stack, Text, Title } from '@mantine/core'
import { useParams } from 'react-router'
import { languages } from '#contracts/languages.ts'
import { formatDuration } from '../../lib/clock/times.ts'
import { ErrorPage } from '../../ui/pages/error-page.tsx'
import { LoadingPage } from '../../ui/pages/loading-page.tsx'
import { Prose } from '../../ui/markdown.tsx'
import { CandidateSignOut } from '../../ui/candidate-sign-out.tsx'
import { Page } from '../../ui/pages/page.tsx'
import { StorageNotice } from '../../ui/storage-notice.tsx'
import { AccommodationSection } from './accommodation/accommodation-section.tsx'
import { ExerciseTerms } from './exercise-terms.tsx'
import { PracticeSection } from './practice/practice-section.tsx'
import { StartPanel } from './start-panel.tsx'
import { ExerciseChoice } from './choice/exercise-choice.tsx'
import { chosenOf, useInvitation, type InvitationView } from './api.ts'

/** What a candidate reads before the start: everything but the details, and one button. */
export function InvitationPage() {
  const { invitationId = '' } = useParams()
  const invitation = useInvitation(invitationId)
  if (invitation.data === undefined) {
    return invitation.isError ? (
      <ErrorPage error={invitation.error} onRetry={() => void invitation.refetch()} />
    ) : (
      <LoadingPage />
    )
  }
  return <Invitation invitation={invitation.data} />
}

function Invitation({ invitation }: { invitation: InvitationView }) {
  const { id: invitationId, start, feedbackPolicy, mayChoose } = invitation
  const chosen = chosenOf(invitation)
  const isBefore = start === 'ready' || start === 'appointment'
  const isChoice = mayChoose && isBefore
  return (
    <Page title={chosen?.title ?? 'Choose your exercise'} widthPx={isChoice ? 1280 : 1080}>
      <InvitationHeader invitation={invitation} />
      <div className="invitation-columns">
        <Stack gap="xl" miw={0}>
          {isChoice && <ExerciseChoice invitation={invitation} />}
          {chosen !== undefined && (
            <>
              {!isChoice && <Prose text={chosen.overview} />}
              {isBefore && <PracticeSection key={chosen.language} invitationId={invitationId} />}
              <ExerciseTerms exercise={chosen} feedbackPolicy={feedbackPolicy} />
            </>
          )}
        </Stack>
        <aside className="invitation-aside" aria-label="Start">
          <Stack gap="md">
            <StorageNotice />
            <StartPanel invitation={invitation} />
            {isBefore && <AccommodationSection invitationId={invitationId} />}
          </Stack>
        </aside>
      </div>
      <CandidateSignOut />
    </Page>
  )
}

function InvitationHeader(props: { invitation: InvitationView }) {
  const { candidateName, positionTitle, durationMs } = props.invitation
  const exercise = chosenOf(props.invitation)
  return (
    <Stack gap={4} mb="xl">
      <Text c="dimmed">
        {candidateName}, you are invited for <b>{positionTitle}</b>
      </Text>
      <Title order={1} fz={{ base: 26, sm: 32 }} lh={1.2} lts="-0.015em">
        {exercise?.title ?? 'Choose your exercise'}
      </Title>
      {exercise !== undefined && (
        <>
          <Text size="lg" c="dimmed" maw={680}>
            {exercise.summary}
          </Text>
          <Group gap="xs" mt="xs">
            <Badge size="lg">{languages[exercise.language].name}</Badge>
            <Badge size="lg" color="gray">
              {formatDuration(durationMs)}
            </Badge>
          </Group>
        </>
      )}
    </Stack>
  )
}
