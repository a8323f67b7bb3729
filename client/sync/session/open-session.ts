import type { WorkspaceFile } from '#contracts/workspace.ts'
import { callApi } from '../../lib/api/call-api.ts'
import { openOutbox } from '../outbox/open-outbox.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import { SaveEngine } from '../autosave/save-engine.ts'
import { claimTabId, isGoneTab } from '../lease/tab-id.ts'
import { openEditLease } from '../lease/edit-lease.ts'
import { leaseCalls } from '../lease/lease-calls.ts'
import { recoverOutbox } from '../recovery/recover-outbox.ts'
import { claimSaves } from '../recovery/claim-saves.ts'
import { sendSave } from './send-save.ts'
import { createSession, type WorkspaceSession } from './workspace-session.ts'

/** Sends what an earlier page could not, asks for the right to write, fetches the files, and starts saving. */
export async function openSession(attemptId: string, signal: AbortSignal): Promise<WorkspaceSession> {
  const tabId = await claimTabId(signal)
  const outbox = await openOutbox()
  const claim = (clientId: string) => claimSaves(clientId, signal)
  const unsent = await recoverOutbox({ outbox, send: sendSave, claim }, attemptId)
  signal.throwIfAborted()
  const lease = await openEditLease({ tabId, calls: leaseCalls(attemptId), isGone: isGoneTab })
  const fetch = () => callApi('getWorkspace', { params: { attemptId }, signal })
  const workspace = await fetch()
  // A fresh one each time the page loads: a duplicated tab must never share a sequence with its original.
  const clientId = crypto.randomUUID()
  await claim(clientId)
  signal.throwIfAborted()
  return createSession({
    files: withUnsent(workspace.files, unsent),
    lease,
    ownClientIds: [clientId, ...unsent.map((entry) => entry.clientId)],
    unreadable: await outbox.listUnreadable(attemptId).catch(() => []),
    fetch,
    startEngine: (page) =>
      new SaveEngine({
        attemptId,
        clientId,
        revision: workspace.revision,
        unsent,
        outbox,
        send: sendSave,
        right: lease.right,
        ...page,
      }),
  })
}

/** The files with what was typed over them, judged by nobody: what the server refuses is shown all the same. */
function withUnsent(files: readonly WorkspaceFile[], unsent: readonly OutboxEntry[]): WorkspaceFile[] {
  const shown = new Map(files.map((file) => [file.path, file.content]))
  for (const change of unsent.flatMap((entry) => entry.changes)) {
    const content = change.kind === 'write' ? change.content : shown.get(change.path)
    if (change.kind !== 'write') shown.delete(change.path)
    if (change.kind !== 'delete' && content !== undefined)
      shown.set(change.kind === 'rename' ? change.to : change.path, content)
  }
  return [...shown].map(([path, content]) => ({ path, content }))
}
