import { hasCode, isWorthRetrying } from '../../../lib/api-error.ts'
import type { Outbox, OutboxEntry } from '../autosave/outbox-entry.ts'

interface LeftoverDeps {
  outbox: Outbox
  send: (entry: OutboxEntry) => Promise<unknown>
  /** Whether the page that left them is gone; of a living one they are its own business. */
  claim: (clientId: string) => Promise<boolean>
}

/**
 * Sends what pages that are gone could not, under their own names and rights: the server merges it or keeps it apart. Answers
 * what it refused for its content. Throws where the line is cut, and loses nothing by it.
 */
export async function sendLeftovers(deps: LeftoverDeps, attemptId: string): Promise<OutboxEntry[]> {
  const entries = await deps.outbox.list(attemptId)
  const refused: OutboxEntry[] = []
  for (const clientId of new Set(entries.map((entry) => entry.clientId))) {
    if (!(await deps.claim(clientId))) continue
    const own = entries.filter((entry) => entry.clientId === clientId)
    refused.push(...(await sendInOrder(deps, own)))
  }
  return refused
}

/** A save that is refused for its content holds up those after it, which were made on top of it. */
async function sendInOrder({ outbox, send }: LeftoverDeps, entries: OutboxEntry[]): Promise<OutboxEntry[]> {
  for (const [index, entry] of entries.entries()) {
    try {
      await send(entry)
    } catch (error) {
      if (isWorthRetrying(error)) throw error
      if (!hasCode(error, 'lease_lost', 'stale_revision', 'too_late', 'already_submitted'))
        return entries.slice(index)
    }
    await outbox.remove(entry).catch(() => undefined)
  }
  return []
}
