import { lockAttempt } from '../../attempts/store.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { callBackend, type BackendAnswer, type BackendCall } from './http-backend.ts'
import { syncRepository } from './sync-repository.ts'

/**
 * Answers what changes nothing: the list of branches and what a clone or a pull asks for. The lock is held only while browser
 * saves become a commit; the answer itself is streamed from a copy.
 */
export async function serveFetch(
  deps: Deps,
  fetch: { attemptId: string; request: Omit<BackendCall, 'dir' | 'refusal'>; now: Date },
): Promise<BackendAnswer> {
  const repository = await inTransaction(deps.db, async (tx) =>
    syncRepository(tx, await lockAttempt(tx, fetch.attemptId), fetch.now),
  )
  try {
    const answer = await callBackend({ ...fetch.request, dir: repository.dir, refusal: '' })
    return { ...answer, ended: answer.ended.finally(repository.close) }
  } catch (error) {
    await repository.close()
    throw error
  }
}
