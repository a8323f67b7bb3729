import { z } from 'zod'
import { changeSchema } from '#contracts/workspace.ts'

/** One save that the server has not acknowledged yet. `(clientId, seq)` makes sending it twice harmless. */
export const outboxEntrySchema = z.object({
  attemptId: z.uuid(),
  clientId: z.uuid(),
  seq: z.int().min(1),
  changes: z.array(changeSchema).min(1),
  /** The revision that was the newest when the entry was made. */
  baseRevision: z.int(),
})
export type OutboxEntry = z.infer<typeof outboxEntrySchema>

/** Where unsent saves outlive the page. */
export interface Outbox {
  put(entry: OutboxEntry): Promise<void>
  remove(entry: OutboxEntry): Promise<void>
  /** In the order in which they were made. */
  list(attemptId: string): Promise<OutboxEntry[]>
}
