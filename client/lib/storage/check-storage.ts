import { openDatabase, settled } from './indexed-db.ts'

const databaseName = 'fairtime-check'
const storeName = 'probe'
const probeCharacters = 256 * 1024

/** Whether this browser really keeps what a page gives it: some private windows, full disks and settings refuse. */
export async function keepsStorage(): Promise<boolean> {
  try {
    const database = await openDatabase(databaseName, (fresh) => void fresh.createObjectStore(storeName))
    const store = database.transaction(storeName, 'readwrite').objectStore(storeName)
    await settled(store.put('x'.repeat(probeCharacters), 'probe'))
    await settled(store.delete('probe'))
    database.close()
    return true
  } catch {
    return false
  }
}
