import { callApi } from '../../lib/call-api.ts'
import type { OutboxEntry } from '../autosave/outbox-entry.ts'
import { asSent } from '../autosave/refusals-of.ts'

export function sendSave({ attemptId, clientId, seq, changes, baseRevision, writing }: OutboxEntry) {
  const body = { clientId, seq, changes: changes.map(asSent), baseRevision, writing }
  return callApi('saveWorkspace', { params: { attemptId }, body })
}
