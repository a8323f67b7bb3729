import type { Deps } from '../../deps.ts'
import { callBackend, type BackendAnswer, type BackendCall } from './http-backend.ts'
import { syncRepository } from './sync-repository.ts'

/**
 * Answers what changes nothing: the list of branches and what a clone or a pull asks for. Nothing is locked while git works,
 * and `close` deletes what it made once that is sent.
 */
export async function serveFetch(
  deps: Deps,
  fetch: { attemptId: string; request: Omit<BackendCall, 'dir'>; now: Date },
): Promise<BackendAnswer & { close: () => Promise<void> }> {
  const { dir, close } = await syncRepository(deps.db, fetch)
  try {
    return { ...(await callBackend({ ...fetch.request, dir })), close }
  } catch (error) {
    await close()
    throw error
  }
}
