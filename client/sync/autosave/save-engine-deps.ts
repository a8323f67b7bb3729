import type { ConflictReason } from '#contracts/api/workspaces/conflicts.ts'
import type { EditLeaseAnswer } from '#contracts/api/workspaces/leases.ts'
import type { RefusedFile } from '#contracts/workspace.ts'
import type { Outbox, OutboxEntry } from '../outbox/outbox-entry.ts'

export interface SaveAnswer {
  revision: number
  lateByMs: number
  /** Paths that somebody else had changed: what was typed in them is in a conflict copy. */
  conflictPaths: readonly string[]
  /** Files whose newest text could not be kept. Everything else of the save is committed. */
  refused?: readonly RefusedFile[]
}

export interface SaveEngineDeps {
  attemptId: string
  clientId: string
  revision: number
  /** Of an earlier page, refused for what is in them, and part of what the editor shows. */
  unsent: readonly OutboxEntry[]
  outbox: Outbox
  send: (entry: OutboxEntry) => Promise<SaveAnswer>
  /** A file's text as it stands in the editor. */
  read: (path: string) => string | undefined
  /** Whether a file that was refused would find a place now, as far as can be told here. */
  fits?: (path: string, refused: readonly RefusedFile[]) => boolean
  /** By which right this page writes, or wrote last; null where it never did. */
  right: () => EditLeaseAnswer | null
  /** Something is on the server, in a conflict copy, and so no longer waits here. */
  onConflictCopy: (reason: ConflictReason) => void
}
