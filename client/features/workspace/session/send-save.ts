import { callApi } from '../../../lib/call-api.ts'
import type { OutboxEntry } from '../autosave/outbox-entry.ts'

export function sendSave({ attemptId, ...body }: OutboxEntry) {
  return callApi('saveWorkspace', { params: { attemptId }, body })
}
