import { z } from 'zod'
import { editLeaseSchema } from '#contracts/api/workspaces/leases.ts'
import { changeSchema } from '#contracts/workspace.ts'

/**
 * One save that the server has not acknowledged yet, of any size: what cannot be kept there is still somebody's text.
 * `(clientId, seq)` makes sending it twice harmless.
 */
export const outboxEntrySchema = z.object({
  attemptId: z.uuid(),
  clientId: z.uuid(),
  seq: z.int().min(1),
  changes: z.array(changeSchema).min(1),
  /** The revision that was the newest when the entry was made. */
  baseRevision: z.int(),
  /** By which right it was typed: sent after that has passed on, it becomes a conflict copy. */
  lease: editLeaseSchema.optional(),
  /** The server has refused these files and has everything else of that save. */
  isRefused: z.boolean().optional(),
})
export type OutboxEntry = z.infer<typeof outboxEntrySchema>

/** What a page left here that this one cannot read. */
export interface UnreadableEntry {
  /** The paths that it seems to be about. */
  paths: readonly string[]
  /** As it lies there. */
  text: string
  remove: () => Promise<void>
}

/** Where unsent saves wait. */
export interface Outbox {
  /** False where they are gone when the page is. */
  readonly outlivesPage: boolean
  put(entry: OutboxEntry): Promise<void>
  remove(entry: OutboxEntry): Promise<void>
  /** In the order in which they were made. */
  list(attemptId: string): Promise<OutboxEntry[]>
  listUnreadable(attemptId: string): Promise<UnreadableEntry[]>
}

/** In this order, so that a page that dies in between has something twice and nothing never. */
export async function replaceEntries(
  outbox: Outbox,
  { before, after }: { before: readonly OutboxEntry[]; after: readonly OutboxEntry[] },
): Promise<void> {
  for (const entry of after) await outbox.put(entry)
  for (const entry of before) await outbox.remove(entry)
}
