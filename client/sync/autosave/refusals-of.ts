import { contentProblem } from '#contracts/files/judge-changes.ts'
import { workspaceLimits, type Change, type RefusedFile, type SentChange } from '#contracts/workspace.ts'
import { ApiError, explainError, hasCode, PageError } from '../../lib/api/api-error.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import type { SaveQueue } from './save-queue.ts'

export interface RefusedText {
  file: RefusedFile
  content: string
}

/** Whether a save was refused as a whole for what is in it, and not for who sends it or when. */
export function isRefusedForContent(error: unknown): boolean {
  if (error instanceof PageError || hasCode(error, 'bad_request', 'too_large')) return true
  return error instanceof ApiError && error.status === 413
}

const isTooLong = (content: string) => content.length > workspaceLimits.fileBytes

/** What goes over the line: a text that no server would take is not sent, and named all the same. */
export function asSent(change: Change): SentChange {
  if (change.kind !== 'write' || !isTooLong(change.content)) return change
  return { kind: 'oversized', path: change.path, bytes: new TextEncoder().encode(change.content).length }
}

/** The texts of a save that can be kept nowhere, also not beside the files. */
export function unkeepableTexts(entry: OutboxEntry): RefusedText[] {
  return entry.changes.flatMap((change) => {
    const problem = change.kind === 'write' ? contentProblem(change.content) : null
    if (change.kind !== 'write' || problem === null) return []
    return [
      { file: { path: change.path, reason: problem.reason, next: problem.next }, content: change.content },
    ]
  })
}

/** Those of them that were not even sent. */
export const unsentTexts = (entry: OutboxEntry): RefusedText[] =>
  unkeepableTexts(entry).filter(({ content }) => isTooLong(content))

/** The texts of a save that was refused as a whole, with what was said about it. */
export function textsRefusedWhole(entry: OutboxEntry, error: unknown): RefusedText[] {
  const { message, next, issues } = explainError(error)
  const why = issues[0]?.reason ?? message
  return entry.changes.flatMap((change) =>
    change.kind === 'write'
      ? [
          {
            file: { path: change.path, reason: `the server did not take it (${why})`, next },
            content: change.content,
          },
        ]
      : [],
  )
}

/** Under the names that the files have by now, and without those that were deleted meanwhile. */
export function textsNow(
  refused: readonly RefusedFile[],
  page: { queue: SaveQueue; read: (path: string) => string | undefined },
): RefusedText[] {
  return refused.flatMap((file) => {
    const path = page.queue.nameAfterwards(file.path)
    const content = path === null ? undefined : page.read(path)
    return path === null || content === undefined ? [] : [{ file: { ...file, path }, content }]
  })
}
