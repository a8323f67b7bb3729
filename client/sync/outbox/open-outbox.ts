import { openIndexedDbOutbox } from './indexed-db-outbox.ts'
import { createMemoryOutbox } from './memory-outbox.ts'
import type { Outbox } from './outbox-entry.ts'

export async function openOutbox(): Promise<Outbox> {
  try {
    return await openIndexedDbOutbox()
  } catch {
    return createMemoryOutbox()
  }
}
