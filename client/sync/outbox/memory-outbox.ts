import type { Outbox, OutboxEntry } from './outbox-entry.ts'

/** Stands in where the browser keeps no IndexedDB (some private windows): saves are resent, but do not outlive the page. */
export function createMemoryOutbox(): Outbox {
  const entries: OutboxEntry[] = []
  const indexOf = (entry: OutboxEntry) =>
    entries.findIndex((other) => other.clientId === entry.clientId && other.seq === entry.seq)
  return {
    outlivesPage: false,
    put: async (entry) => {
      const index = indexOf(entry)
      if (index === -1) entries.push(entry)
      else entries[index] = entry
    },
    remove: async (entry) => {
      const index = indexOf(entry)
      if (index !== -1) entries.splice(index, 1)
    },
    listUnreadable: async () => [],
    list: async (attemptId) => entries.filter((entry) => entry.attemptId === attemptId),
  }
}
