import type { Change, RefusedFile } from '#contracts/workspace.ts'
import { hasCode, isWorthRetrying } from '../../lib/api/api-error.ts'
import type { Outbox, OutboxEntry } from '../outbox/outbox-entry.ts'
import { unkeepableTexts, unsentTexts } from '../autosave/refusals-of.ts'

interface RecoveryDeps {
  outbox: Outbox
  send: (entry: OutboxEntry) => Promise<{ refused?: readonly RefusedFile[] } | undefined>
  /** Whether the page that left them is gone; of a living one they are its own business. */
  claim: (clientId: string) => Promise<boolean>
}

/**
 * Sends what pages that are gone could not, under their own names and rights: the server merges it or keeps it apart. Answers
 * what it refused for its content, which stays in the outbox. Throws where the line is cut, and loses nothing by it.
 */
export async function recoverOutbox(deps: RecoveryDeps, attemptId: string): Promise<OutboxEntry[]> {
  const entries = await deps.outbox.list(attemptId)
  const refused: OutboxEntry[] = []
  for (const clientId of new Set(entries.map((entry) => entry.clientId))) {
    if (!(await deps.claim(clientId))) continue
    const own = entries.filter((entry) => entry.clientId === clientId)
    refused.push(...(await sendInOrder(deps, own)))
  }
  return refused
}

/** A save that is refused as a whole holds up those after it, which were made on top of it; files that are refused do not. */
async function sendInOrder(deps: RecoveryDeps, entries: OutboxEntry[]): Promise<OutboxEntry[]> {
  let refused: OutboxEntry[] = []
  for (const [index, entry] of entries.entries()) {
    if (entry.isRefused === true) refused.push(entry)
    else {
      const left = await sendOne(deps, entry)
      if (left === null) return [...refused, ...entries.slice(index)]
      refused = await withoutOlder(deps.outbox, refused, entry)
      if (left.length > 0) refused.push(await keepOnly(deps.outbox, entry, left))
      else await deps.outbox.remove(entry).catch(() => undefined)
    }
  }
  return refused
}

/** Answers what of it the server could not keep; null where it refused the whole of it. */
async function sendOne({ send }: RecoveryDeps, entry: OutboxEntry): Promise<Change[] | null> {
  try {
    const answer = await send(entry)
    const paths = answer?.refused?.map((file) => file.path) ?? []
    return writesAfterRenames(entry.changes).filter((change) => paths.includes(change.path))
  } catch (error) {
    if (isWorthRetrying(error)) throw error
    const asChanges = (texts: ReturnType<typeof unsentTexts>) =>
      texts.map(({ file, content }): Change => ({ kind: 'write', path: file.path, content }))
    if (hasCode(error, 'lease_lost', 'stale_revision')) return asChanges(unkeepableTexts(entry))
    if (hasCode(error, 'too_late', 'already_submitted')) return asChanges(unsentTexts(entry))
    return null
  }
}

/** The texts of a save under the names that they had at its end. */
function writesAfterRenames(changes: readonly Change[]): Change[] {
  const texts = new Map<string, string>()
  for (const change of changes) {
    const text = texts.get(change.path)
    if (change.kind === 'write') texts.set(change.path, change.content)
    else texts.delete(change.path)
    if (change.kind === 'rename' && text !== undefined) texts.set(change.to, text)
  }
  return [...texts].map(([path, content]) => ({ kind: 'write', path, content }))
}

/** A later save of the same page has the newer text of a file, or knows that it was deleted or renamed. */
async function withoutOlder(
  outbox: Outbox,
  refused: readonly OutboxEntry[],
  later: OutboxEntry,
): Promise<OutboxEntry[]> {
  const kept: OutboxEntry[] = []
  for (const entry of refused) {
    const changes = entry.changes.flatMap((change): Change[] => {
      const next = later.changes.find((other) => other.path === change.path)
      if (next?.kind === 'rename') return [{ ...change, path: next.to }]
      return next === undefined ? [change] : []
    })
    if (changes.length > 0) kept.push(await keepOnly(outbox, entry, changes))
    else await outbox.remove(entry).catch(() => undefined)
  }
  return kept
}

async function keepOnly(outbox: Outbox, entry: OutboxEntry, changes: Change[]): Promise<OutboxEntry> {
  const kept = { ...entry, changes, isRefused: true }
  await outbox.put(kept).catch(() => undefined)
  return kept
}
