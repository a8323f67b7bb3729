import { Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState, type ComponentType } from 'react'
import { useParams } from 'react-router'
import { ErrorPage } from '../../ui/pages/error-page.tsx'
import { LoadingPage } from '../../ui/pages/loading-page.tsx'
import { CandidateSignOut } from '../../ui/candidate-sign-out.tsx'
import { Page } from '../../ui/pages/page.tsx'
import { FeedbackForm } from './feedback-form.tsx'
import { LateNote } from './late-note.tsx'
import { NotesSection } from './notes-section.tsx'
import { ReceiptSection } from './receipt-section.tsx'
import { UnsavedNote } from './unsaved-note.tsx'
import { useSubmissionPage, type SubmissionView } from './api.ts'
import { WhatHappensNext } from './what-happens-next.tsx'
import { YourData } from './your-data.tsx'

type RecoverOutbox = ComponentType<{ attemptId: string; onSent: () => void }>

/**
 * After the code is frozen: notes while they are open, what happens next, and what the candidate keeps. Sending what the editor
 * could not is passed in, because the editor is a room of its own.
 */
export function SubmissionPage(props: { Recovery: RecoverOutbox }) {
  const { attemptId = '' } = useParams()
  const ending = useSubmissionPage(attemptId)
  if (ending.data === undefined) {
    return ending.isError ? (
      <ErrorPage error={ending.error} onRetry={() => void ending.refetch()} />
    ) : (
      <LoadingPage />
    )
  }
  return (
    <>
      <props.Recovery attemptId={attemptId} onSent={ending.refetch} />
      <Opened key={attemptId} attemptId={attemptId} ending={ending.data} />
    </>
  )
}

function Opened(props: { attemptId: string; ending: SubmissionView }) {
  const { attemptId, ending } = props
  // The countdown runs from the first answer: a later one must not make it jump.
  const [first] = useState(ending)
  const byCandidate = ending.receipt.by === 'candidate'
  // A promise that we broke is said before anything else.
  const isLate = ending.answer.state === 'late'
  return (
    <Page title="Handed in" widthPx={720}>
      <Stack gap="lg" mt={{ base: 0, sm: 'lg' }}>
        <ThemeIcon size={52} radius="xl" variant="light" aria-hidden="true">
          <IconCheck size={28} stroke={1.8} />
        </ThemeIcon>
        <div>
          <Title order={1} size="h2">
            {byCandidate ? 'Handed in. Thank you.' : 'Time was over, and your work is handed in.'}
          </Title>
          <Text c="dimmed" mt={4}>
            {byCandidate
              ? 'You submitted it yourself.'
              : 'The newest saved state was taken at the deadline; nothing was needed from you.'}{' '}
            {ending.exerciseTitle}, for {ending.positionTitle}.
          </Text>
        </div>
        <UnsavedNote receipt={ending.receipt} />
        <LateNote count={ending.lateWrites} />
        {isLate && <WhatHappensNext ending={ending} attemptId={attemptId} />}
        <NotesSection attemptId={attemptId} first={first} />
        {!isLate && <WhatHappensNext ending={ending} attemptId={attemptId} />}
        <FeedbackForm attemptId={attemptId} given={ending.feedback} />
        <ReceiptSection receipt={ending.receipt} />
        <YourData ending={ending} />
        <CandidateSignOut />
      </Stack>
    </Page>
  )
}
