import { z } from 'zod'
import { writingRightSchema } from '#contracts/api/writing.ts'
import { changeSchema } from '#contracts/workspace.ts'

/** One save that the server has not acknowledged yet. `(clientId, seq)` makes sending it twice harmless. */
export const outboxEntrySchema = z.object({
  attemptId: z.uuid(),
  clientId: z.uuid(),
  seq: z.int().min(1),
  changes: z.array(changeSchema).min(1),
  /** The revision that was the newest when the entry was made. */
  baseRevision: z.int(),
  /** By which right it was typed: sent after that has passed on, it becomes a branch. */
  writing: writingRightSchema.optional(),
})
export type OutboxEntry = z.infer<typeof outboxEntrySchema>

/** Where unsent saves wait. */
export interface Outbox {
  /** False where they are gone when the page is. */
  readonly outlivesPage: boolean
  put(entry: OutboxEntry): Promise<void>
  remove(entry: OutboxEntry): Promise<void>
  /** In the order in which they were made. */
  list(attemptId: string): Promise<OutboxEntry[]>
}
