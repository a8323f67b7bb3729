import { workspaceFileSchema, workspaceLimits, pathProblem } from '#contracts/workspace.ts'

/** A file as the workspace keeps it, or why it cannot. `note` says what was done to its bytes. */
export type Judged = { content: string; note: string | null } | { why: string }

export function judgePath(path: string): string | null {
  if (path.includes('\ufffd')) return 'has a name that is not UTF-8'
  const problem = pathProblem(path)
  return problem === null ? null : `cannot be kept: ${problem}`
}

export function judgeContent(path: string, bytes: Buffer): Judged {
  const text = decode(bytes)
  if (text === null) return { why: 'is not UTF-8 text; leave out binaries, with a .gitignore for example' }
  const parsed = workspaceFileSchema.safeParse({ path, content: text.content })
  if (!parsed.success) return { why: `cannot be kept: ${parsed.error.issues[0]?.message ?? 'it is no text'}` }
  return text
}

export const tooLarge = (bytes: number) =>
  bytes > workspaceLimits.fileBytes ? `is larger than ${workspaceLimits.fileBytes / 1024} KiB` : null

/** Windows PowerShell writes UTF-16 with a mark in front, which says what it is. */
function decode(bytes: Buffer): { content: string; note: string | null } | null {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff
  const encoding = isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8'
  try {
    const content = new TextDecoder(encoding, { fatal: true, ignoreBOM: encoding === 'utf-8' }).decode(bytes)
    const note =
      encoding === 'utf-8' ? null : 'is UTF-16, as Windows PowerShell writes it; it is kept as UTF-8 text'
    return { content, note }
  } catch {
    return null
  }
}
