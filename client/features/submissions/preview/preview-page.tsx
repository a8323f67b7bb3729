import { useParams } from 'react-router'
import { useSubmittedModels } from '../../../editor/submitted/use-submitted-models.ts'
import { ErrorPage } from '../../../ui/pages/error-page.tsx'
import { LoadingPage } from '../../../ui/pages/loading-page.tsx'
import { PreviewScreen } from './preview-screen.tsx'
import { usePreview, type PreviewView } from '../api.ts'

/** The candidate looks at their work as reviewers will. */
export function PreviewPage() {
  const { attemptId = '' } = useParams()
  const preview = usePreview(attemptId)
  if (preview.data === undefined) {
    return preview.isError ? (
      <ErrorPage error={preview.error} onRetry={() => void preview.refetch()} />
    ) : (
      <LoadingPage />
    )
  }
  return <Opened key={attemptId} attemptId={attemptId} preview={preview.data} />
}

function Opened(props: { attemptId: string; preview: PreviewView }) {
  const { attemptId, preview } = props
  const models = useSubmittedModels({
    id: attemptId,
    files: preview.files,
    starterFiles: preview.starterFiles,
  })
  if (models === null) return <LoadingPage />
  return <PreviewScreen attemptId={attemptId} preview={preview} models={models} />
}
