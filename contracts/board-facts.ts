import { z } from 'zod'
import { bulkKindSchema } from './api/board/bulk-actions.ts'

/** What recruiters do on the board, as a part of the catalogue in `facts.ts`. */
export const boardFacts = {
  'bulk-action-confirmed': {
    subject: 'bulk_action',
    detail: z.strictObject({ kind: bulkKindSchema, invitations: z.int() }),
  },
  'bulk-action-made': {
    subject: 'bulk_action',
    detail: z.strictObject({ kind: bulkKindSchema, done: z.int(), failed: z.int() }),
  },
  'bulk-action-undone': { subject: 'bulk_action', detail: z.strictObject({ kind: bulkKindSchema }) },
  /** Somebody who invites asked for it; `dueAt`: out of the night where the candidate is. */
  'invitation-reminded': { subject: 'invitation', follows: z.strictObject({ dueAt: z.date() }) },
  'note-written': { subject: 'invitation', detail: z.strictObject({ noteId: z.uuid() }) },
  'note-edited': { subject: 'invitation', detail: z.strictObject({ noteId: z.uuid() }) },
  'note-deleted': { subject: 'invitation', detail: z.strictObject({ noteId: z.uuid() }) },
} as const
