import { z } from 'zod'

export const workspaceLimits = {
  files: 200,
  fileBytes: 512 * 1024,
  totalBytes: 2 * 1024 * 1024,
  pathBytes: 200,
} as const

const segment = /^(?!\.{1,2}$)(?!\.git$)[^/\\\0-\x1f\x7f<>:"|?*]+$/i

/** Why a path cannot be a file of a workspace, or null where it can. */
export function pathProblem(path: string): string | null {
  if (path.length === 0) return 'the path is empty'
  if (new TextEncoder().encode(path).length > workspaceLimits.pathBytes) {
    return `the path is longer than ${workspaceLimits.pathBytes} bytes`
  }
  if (path.normalize('NFC') !== path) return 'the path is not in the usual Unicode form (NFC)'
  const segments = path.split('/')
  if (segments.length > 12) return 'the path is nested more than 12 deep'
  if (!segments.every((part) => segment.test(part))) {
    return 'each part of the path must be a plain name: no "..", ".git", backslash or control character'
  }
  if (segments.at(-1)?.toLowerCase() === '.gitmodules')
    return 'submodules are not taken: put their files here instead'
  return null
}

export const workspacePathSchema = z.string().superRefine((path, context) => {
  const problem = pathProblem(path)
  if (problem !== null) context.addIssue({ code: 'custom', message: problem })
})

const contentSchema = z
  .string()
  .max(workspaceLimits.fileBytes)
  .refine(
    (text) => !text.includes('\0') && text.isWellFormed(),
    'must be text without NUL or broken characters',
  )

export const workspaceFileSchema = z.object({ path: workspacePathSchema, content: contentSchema })
export type WorkspaceFile = z.infer<typeof workspaceFileSchema>

/** One change inside a save. Later kinds (edits by range) join this union. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('write'), path: workspacePathSchema, content: contentSchema }),
  z.object({ kind: z.literal('delete'), path: workspacePathSchema }),
  z.object({ kind: z.literal('rename'), path: workspacePathSchema, to: workspacePathSchema }),
])
export type Change = z.infer<typeof changeSchema>

/** The files after `changes`; a problem in words where a change makes no sense. Pure: used by server and browser alike. */
export function applyChanges(
  files: ReadonlyMap<string, string>,
  changes: readonly Change[],
): { files: Map<string, string> } | { problem: string } {
  const next = new Map(files)
  for (const change of changes) {
    if (change.kind === 'write') next.set(change.path, change.content)
    else if (change.kind === 'delete') next.delete(change.path)
    else {
      const content = next.get(change.path)
      if (content === undefined)
        return { problem: `"${change.path}" does not exist, so it cannot be renamed` }
      if (next.has(change.to)) return { problem: `"${change.to}" exists already` }
      next.delete(change.path)
      next.set(change.to, content)
    }
  }
  return treeProblem(next) ?? { files: next }
}

function treeProblem(files: ReadonlyMap<string, string>): { problem: string } | null {
  if (files.size > workspaceLimits.files) return { problem: `more than ${workspaceLimits.files} files` }
  const encoder = new TextEncoder()
  let totalBytes = 0
  const folded = new Set<string>()
  for (const [path, content] of files) {
    totalBytes += encoder.encode(content).length
    const key = path.toLowerCase()
    if (folded.has(key))
      return { problem: `"${path}" differs from another file only in upper and lower case` }
    folded.add(key)
  }
  for (const path of folded) {
    const parts = path.split('/')
    for (let depth = 1; depth < parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join('/')
      if (folded.has(folder)) return { problem: `"${folder}" is both a file and a folder` }
    }
  }
  if (totalBytes > workspaceLimits.totalBytes)
    return { problem: `more than ${workspaceLimits.totalBytes / 1024 / 1024} MiB in all` }
  return null
}
