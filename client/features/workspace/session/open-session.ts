import { applyChanges, type WorkspaceFile } from '#contracts/workspace.ts'
import { callApi } from '../../../lib/call-api.ts'
import { sortLeftovers } from '../autosave/leftovers.ts'
import { openOutbox } from '../autosave/open-outbox.ts'
import type { Outbox, OutboxEntry } from '../autosave/outbox-entry.ts'
import { SaveEngine } from '../autosave/save-engine.ts'
import { sendSave } from './send-save.ts'
import { createSession, type WorkspaceSession } from './workspace-session.ts'

/** Fetches the files, adds what an earlier page could not send, and starts saving. */
export async function openSession(attemptId: string, signal: AbortSignal): Promise<WorkspaceSession> {
  const outbox = await openOutbox()
  const workspace = await callApi('getWorkspace', { params: { attemptId }, signal })
  const leftovers = sortLeftovers(await outbox.list(attemptId), workspace)
  await forget(outbox, leftovers.committed)
  signal.throwIfAborted()
  const unsent = leftovers.overtaken ? [] : leftovers.unsent
  const held = leftovers.overtaken ? leftovers.unsent : []
  // A fresh one each time the page loads: a duplicated tab must never share a sequence with its original.
  const clientId = crypto.randomUUID()
  return createSession({
    files: withUnsent(workspace.files, unsent),
    held,
    ownClientIds: [clientId, ...unsent.map((entry) => entry.clientId)],
    forgetHeld: () => void forget(outbox, held),
    startEngine: (read) =>
      new SaveEngine({
        attemptId,
        clientId,
        revision: workspace.revision,
        unsent,
        outbox,
        send: sendSave,
        read,
      }),
  })
}

async function forget(outbox: Outbox, entries: readonly OutboxEntry[]): Promise<void> {
  await Promise.all(entries.map((entry) => outbox.remove(entry).catch(() => undefined)))
}

function withUnsent(files: readonly WorkspaceFile[], unsent: readonly OutboxEntry[]): WorkspaceFile[] {
  const outcome = applyChanges(
    new Map(files.map((file) => [file.path, file.content])),
    unsent.flatMap((entry) => entry.changes),
  )
  if ('problem' in outcome) return [...files]
  return [...outcome.files].map(([path, content]) => ({ path, content }))
}
