import { openOutbox } from '../outbox/open-outbox.ts'
import { sendSave } from '../session/send-save.ts'
import { claimSaves } from './claim-saves.ts'
import { recoverOutbox } from './recover-outbox.ts'

/**
 * Sends what this browser still holds of an attempt that is frozen: the server keeps it apart. Answers how many saves that were.
 * Throws where the line is cut, and loses nothing by it.
 */
export async function sendLateRecovery(attemptId: string, signal: AbortSignal): Promise<number> {
  const outbox = await openOutbox()
  const waiting = async () => (await outbox.list(attemptId)).filter((entry) => entry.isRefused !== true)
  const before = await waiting()
  if (before.length === 0) return 0
  const claim = (clientId: string) => claimSaves(clientId, signal)
  await recoverOutbox({ outbox, send: sendSave, claim }, attemptId)
  return before.length - (await waiting()).length
}
