const databaseName = 'fairtime-check'
const storeName = 'probe'
const probeCharacters = 256 * 1024

/** Whether this browser really keeps what a page gives it: some private windows, full disks and settings refuse. */
export async function keepsStorage(): Promise<boolean> {
  try {
    const database = await opened()
    const store = database.transaction(storeName, 'readwrite').objectStore(storeName)
    await settled(store.put('x'.repeat(probeCharacters), 'probe'))
    await settled(store.delete('probe'))
    database.close()
    return true
  } catch {
    return false
  }
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(storeName)
  return settled(request)
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed without a reason'))
  })
}
