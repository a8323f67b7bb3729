import { Alert, Button, List, Stack, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useDisclosure } from '@mantine/hooks'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { ExactInstant } from '../../../ui/instant.tsx'
import { missingParts } from './missing-parts.ts'
import { ScorecardForm } from './scorecard-form.tsx'
import { useScorecard } from './use-scorecard.ts'
import { useSubmitReview, type SubmissionView } from '../api.ts'

export function ScorecardTab(props: { submission: SubmissionView }) {
  const { submission } = props
  const { scorecard, submittedAt } = submission.myReview
  const { draft, change, save, flush } = useScorecard(submission.row.id, scorecard)
  if (submittedAt !== null) {
    return (
      <Stack gap="lg">
        <Alert icon={<IconLock size={18} />} variant="light" title="Submitted; it cannot be changed">
          <ExactInstant at={submittedAt} />
        </Alert>
        <ScorecardForm submission={submission} draft={scorecard} onChange={change} readOnly />
      </Stack>
    )
  }
  if (!submission.row.mayReview) {
    return (
      <Stack gap="lg">
        <Alert icon={<IconLock size={18} />} variant="light" title="Others review this one">
          You invited for this position, or have read what its candidates said, so you could tell whose work
          it is.
        </Alert>
        <ScorecardForm submission={submission} draft={scorecard} onChange={change} readOnly />
      </Stack>
    )
  }
  return (
    <Stack gap="lg">
      <ScorecardForm submission={submission} draft={draft} onChange={change} readOnly={false} />
      {save.isError && <ErrorPanel error={save.error} onRetry={() => save.mutate(draft)} />}
      <SubmitReview
        submission={submission}
        draft={draft}
        flushDraft={flush}
        saving={save.isPending}
        saved={save.isSuccess}
      />
    </Stack>
  )
}

function SubmitReview(props: {
  submission: SubmissionView
  draft: Parameters<typeof missingParts>[0]
  flushDraft: () => void
  saving: boolean
  saved: boolean
}) {
  const { submission, draft } = props
  const missing = missingParts(draft, submission)
  const submit = useSubmitReview(submission.row.id)
  const [asking, dialog] = useDisclosure(false)
  return (
    <Stack gap="sm" align="flex-start">
      {missing.length > 0 && <MissingParts parts={missing} />}
      {submit.isError && <ErrorPanel error={submit.error} />}
      <Button disabled={missing.length > 0} onClick={dialog.open}>
        Submit the scorecard
      </Button>
      <Text size="xs" c="dimmed" role="status">
        {props.saving ? 'Saving the draft…' : props.saved ? 'Draft saved.' : 'Your draft is saved as you go.'}
      </Text>
      <ConfirmDialog
        opened={asking}
        title="Submit your scorecard?"
        confirmLabel="Submit for good"
        busy={submit.isPending}
        onConfirm={() => {
          // A draft that still waited for a pause would arrive after the scorecard and be refused.
          props.flushDraft()
          submit.mutate(draft, { onSettled: dialog.close })
        }}
        onClose={dialog.close}
      >
        <Text size="sm">
          It cannot be changed afterwards. Both reviews are shown to the team once both are in.
        </Text>
      </ConfirmDialog>
    </Stack>
  )
}

function MissingParts(props: { parts: readonly string[] }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        Still to do before you can submit:
      </Text>
      <List size="sm" c="dimmed">
        {props.parts.map((part) => (
          <List.Item key={part}>{part}</List.Item>
        ))}
      </List>
    </div>
  )
}
