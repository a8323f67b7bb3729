import { callApi } from '../../lib/api/call-api.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import { asSent } from '../autosave/refusals-of.ts'

export function sendSave({ attemptId, clientId, seq, changes, baseRevision, lease }: OutboxEntry) {
  const body = { clientId, seq, changes: changes.map(asSent), baseRevision, lease }
  return callApi('saveWorkspace', { params: { attemptId }, body })
}
