import { useParams } from 'react-router'
import { useSubmittedModels } from '../../editor/submitted/use-submitted-models.ts'
import { ErrorPage } from '../../ui/pages/error-page.tsx'
import { ReviewScreen } from './review-screen.tsx'
import { ReviewSkeleton } from './review-skeleton.tsx'
import { useSubmission, type SubmissionView } from './api.ts'

export function ReviewPage() {
  const { submissionId = '' } = useParams()
  const submission = useSubmission(submissionId)
  if (submission.data === undefined) {
    return submission.isError ? (
      <ErrorPage error={submission.error} onRetry={() => void submission.refetch()} />
    ) : (
      <ReviewSkeleton />
    )
  }
  return <Opened key={submissionId} submission={submission.data} />
}

function Opened(props: { submission: SubmissionView }) {
  const { row, files, starterFiles } = props.submission
  const models = useSubmittedModels({ id: row.id, files, starterFiles })
  return models === null ? <ReviewSkeleton /> : <ReviewScreen submission={props.submission} models={models} />
}
