import { openDatabase, settled } from '../../lib/storage/indexed-db.ts'

const storeName = 'tabs'
const mostRemembered = 30

/**
 * The tabs that this browser has had. In IndexedDB, since it is on the disk once it says so: what else a browser keeps it may
 * write seconds later, and then a browser that is killed does not know its own tab again.
 */
export async function rememberTab(tabId: string): Promise<void> {
  await inStore('readwrite', async (store) => {
    await settled(store.add(tabId))
    const keys = await settled(store.getAllKeys())
    for (const key of keys.slice(0, -mostRemembered)) await settled(store.delete(key))
  })
}

export async function isOwnTab(tabId: string): Promise<boolean> {
  const tabs = await inStore('readonly', (store) => settled<unknown[]>(store.getAll()))
  return tabs?.includes(tabId) ?? false
}

/** Null where the browser refuses to keep anything: a tab without a memory is only asked once more after a reload. */
async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => Promise<T>,
): Promise<T | null> {
  try {
    const database = await openDatabase('fairtime-tabs', (fresh) => {
      fresh.createObjectStore(storeName, { autoIncrement: true })
    })
    const answer = await work(database.transaction(storeName, mode).objectStore(storeName))
    database.close()
    return answer
  } catch {
    return null
  }
}
