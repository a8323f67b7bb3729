import { openDatabase, settled } from '../../lib/storage/indexed-db.ts'
import { outboxEntrySchema, type Outbox, type OutboxEntry } from './outbox-entry.ts'
import { pathsIn } from '../autosave/paths-in.ts'

const databaseName = 'fairtime'
const storeName = 'outbox'

/** Unsent saves in IndexedDB, so that a reload, a crash or a day without a line loses nothing. */
export async function openIndexedDbOutbox(): Promise<Outbox> {
  const database = await openDatabase(databaseName, makeStore)
  const store = (mode: IDBTransactionMode) => database.transaction(storeName, mode).objectStore(storeName)
  const stored = (attemptId: string): Promise<unknown[]> =>
    settled(store('readonly').index('attempt').getAll(attemptId))
  return {
    outlivesPage: true,
    put: async (entry) => {
      await settled(store('readwrite').put(entry))
    },
    remove: async (entry) => {
      await settled(store('readwrite').delete(keyOf(entry)))
    },
    list: async (attemptId) => {
      const found = await stored(attemptId)
      return found
        .flatMap((value) => {
          const parsed = outboxEntrySchema.safeParse(value)
          return parsed.success ? [parsed.data] : []
        })
        .sort(byAge)
    },
    listUnreadable: async (attemptId) => {
      const values = await stored(attemptId)
      const keys = await settled(store('readonly').index('attempt').getAllKeys(attemptId))
      return values.flatMap((value, index) => {
        const key = keys[index]
        if (key === undefined || outboxEntrySchema.safeParse(value).success) return []
        const remove = async () => {
          await settled(store('readwrite').delete(key))
        }
        return [{ paths: pathsIn(value), text: JSON.stringify(value, null, 2), remove }]
      })
    },
  }
}

function keyOf(entry: OutboxEntry): IDBValidKey {
  return [entry.attemptId, entry.clientId, entry.seq]
}

/** Of one client by sequence; of several by the state they started from. */
function byAge(a: OutboxEntry, b: OutboxEntry): number {
  return a.clientId === b.clientId ? a.seq - b.seq : a.baseRevision - b.baseRevision
}

function makeStore(database: IDBDatabase): void {
  const store = database.createObjectStore(storeName, { keyPath: ['attemptId', 'clientId', 'seq'] })
  store.createIndex('attempt', 'attemptId')
}
