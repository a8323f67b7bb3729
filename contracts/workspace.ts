import { z } from 'zod'

export const workspaceLimits = {
  files: 200,
  fileBytes: 512 * 1024,
  totalBytes: 2 * 1024 * 1024,
  pathBytes: 200,
} as const

const describePart: readonly [RegExp, string][] = [
  [/^$/, 'a part of the path is empty: no "/" at its beginning or end, and no two in a row'],
  [/^\.{1,2}$/, 'no part of the path may be "." or ".."'],
  [/^\.git$/i, 'a ".git" folder belongs to git and cannot be a file here'],
  [/\\/, 'it holds a backslash: folders are parted by "/"'],
  [/[\0-\x1f\x7f]/, 'it holds a control character, such as a line break or a tab'],
]

/** What Windows and some tools refuse in a name. */
const forbidden = /[<>:"|?*]/

/** Why a path cannot be a file of a workspace, or null where it can. */
export function pathProblem(path: string): string | null {
  if (path.length === 0) return 'the path is empty'
  if (new TextEncoder().encode(path).length > workspaceLimits.pathBytes) {
    return `the path is longer than ${workspaceLimits.pathBytes} bytes`
  }
  if (!path.isWellFormed()) return 'its name holds half of a character'
  if (path.normalize('NFC') !== path) return 'the path is not in the usual Unicode form (NFC)'
  const parts = path.split('/')
  if (parts.length > 12) return 'the path is nested more than 12 deep'
  const words = parts.map(partProblem).find((problem) => problem !== null)
  if (words !== undefined) return words
  return parts.at(-1)?.toLowerCase() === '.gitmodules'
    ? 'submodules are not taken: put their files here instead'
    : null
}

function partProblem(part: string): string | null {
  const words = describePart.find(([form]) => form.test(part))?.[1]
  if (words !== undefined) return words
  const [character] = forbidden.exec(part) ?? []
  return character === undefined ? null : describeForbidden(character)
}

const describeForbidden = (character: string) =>
  `its name holds ${character === ':' ? 'a colon (:)' : `the character ${character}`}, and not every system can keep a name with < > : " | ? or *; use "-" or "_" instead`

/** A path in the usual Unicode form: macOS has names in another one, which looks the same. */
export const workspacePathSchema = z
  .string()
  .normalize('NFC')
  .superRefine((path, context) => {
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

const sentPathSchema = z.string().max(2_000)

/** One change inside a save, of the right form and not yet judged: whether it can be kept is said file by file. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('write'), path: sentPathSchema, content: z.string() }),
  z.object({ kind: z.literal('delete'), path: sentPathSchema }),
  z.object({ kind: z.literal('rename'), path: sentPathSchema, to: sentPathSchema }),
])
export type Change = z.infer<typeof changeSchema>

export const sentChangeSchema = z.discriminatedUnion('kind', [
  ...changeSchema.options,
  /** Stands for a write whose text is too large to be sent: the file is named, and its text stays where it was typed. */
  z.object({ kind: z.literal('oversized'), path: sentPathSchema, bytes: z.int().min(0) }),
])
export type SentChange = z.infer<typeof sentChangeSchema>

/** A file whose newest text could not be kept. */
export const refusedFileSchema = z.object({
  path: z.string(),
  /** A clause about the file, with the limit: "it is 547 KiB, and a file may have 512 KiB". */
  reason: z.string(),
  next: z.string(),
})
export type RefusedFile = z.infer<typeof refusedFileSchema>

/** The files after `changes`, all of them or none: a problem in words where one makes no sense. `judgeChanges` takes what it can. */
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
