import type { OutboxEntry } from './outbox-entry.ts'

export interface ServerState {
  revision: number
  acknowledgedSeq: Record<string, number>
}

export interface Leftovers {
  /** Committed already; only the answer was lost. */
  committed: OutboxEntry[]
  unsent: OutboxEntry[]
  /** True where somebody saved in the meantime: sending `unsent` could then undo newer work, so a person decides. */
  overtaken: boolean
}

/** Sorts what an earlier page left in the outbox against what the server has. */
export function sortLeftovers(entries: readonly OutboxEntry[], server: ServerState): Leftovers {
  const isCommitted = (entry: OutboxEntry) => entry.seq <= (server.acknowledgedSeq[entry.clientId] ?? 0)
  const committed = entries.filter(isCommitted)
  const unsent = entries.filter((entry) => !isCommitted(entry))
  const oldest = Math.min(...unsent.map((entry) => entry.baseRevision))
  return { committed, unsent, overtaken: unsent.length > 0 && server.revision > oldest + committed.length }
}
