import { useEffect, useState } from 'react'
import type { WorkspaceFile } from '#contracts/workspace.ts'
import { FileModels } from '../../editor/file-models.ts'
import type { SubmissionView } from './use-submission.ts'

export interface ReviewModels {
  code: FileModels
  starter: FileModels
}

/** The submitted and the starter files as models; each side has every path of both, empty where the file is missing. */
export function useReviewModels(submission: SubmissionView): ReviewModels | null {
  const [models, setModels] = useState<ReviewModels | null>(null)
  const { files, starterFiles } = submission
  const id = submission.row.id
  useEffect(() => {
    let live = true
    const made = {
      code: new FileModels(withMissing(files, starterFiles), { root: `/${id}/code` }),
      starter: new FileModels(withMissing(starterFiles, files), { root: `/${id}/starter` }),
    }
    void Promise.resolve(made).then((ready) => {
      if (live) setModels(ready)
    })
    return () => {
      live = false
      made.code.dispose()
      made.starter.dispose()
    }
    // The code is frozen: another answer about the same submission brings the same files.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id])
  return models
}

function withMissing(files: readonly WorkspaceFile[], others: readonly WorkspaceFile[]): WorkspaceFile[] {
  const known = new Set(files.map((file) => file.path))
  const missing = others.filter((file) => !known.has(file.path))
  return [...files, ...missing.map((file) => ({ path: file.path, content: '' }))]
}
