import { useEffect, useState } from 'react'
import type { WorkspaceFile } from '#contracts/workspace.ts'
import { FileModels } from '../file-models.ts'

export interface SubmittedModels {
  code: FileModels
  starter: FileModels
}

export interface Submitted {
  /** Names the frozen code: the same id always brings the same files. */
  id: string
  files: readonly WorkspaceFile[]
  starterFiles: readonly WorkspaceFile[]
}

/** The submitted and the starter files as models; each side has every path of both, empty where the file is missing. */
export function useSubmittedModels(submitted: Submitted): SubmittedModels | null {
  const [models, setModels] = useState<SubmittedModels | null>(null)
  const { id, files, starterFiles } = submitted
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
