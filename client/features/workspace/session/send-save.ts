import { callApi } from '../../../lib/call-api.ts'
import type { OutboxEntry } from '../autosave/outbox-entry.ts'

export function sendSave(entry: OutboxEntry) {
  const { attemptId, clientId, seq, changes, baseRevision } = entry
  return callApi('saveWorkspace', { params: { attemptId }, body: { clientId, seq, changes, baseRevision } })
}
