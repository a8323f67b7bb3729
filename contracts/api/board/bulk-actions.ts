import { z } from 'zod'
import { staff, type RouteTable } from '../../route.ts'
import { boardLimits } from './board.ts'

export const bulkKindSchema = z.enum(['extend', 'revoke', 'resend', 'remind'])
export type BulkKind = z.infer<typeof bulkKindSchema>

export const bulkLimits = { invitations: boardLimits.chosenRows, pageRows: 100 } as const

/** What is done to each of the chosen invitations. */
export const bulkRequestSchema = z.discriminatedUnion('kind', [
  /** The last day to start, in the zone of the organisation. */
  z.object({ kind: z.literal('extend'), takeByDate: z.iso.date() }),
  z.object({ kind: z.literal('revoke') }),
  z.object({ kind: z.literal('resend') }),
  z.object({ kind: z.literal('remind') }),
])
export type BulkRequest = z.infer<typeof bulkRequestSchema>

export const bulkItemSchema = z.object({
  rowNumber: z.int(),
  invitationId: z.uuid(),
  candidateName: z.string(),
  candidateEmail: z.string(),
  positionTitle: z.string(),
  /** Why it cannot be done, as the dry run found; null where it can. */
  problem: z.object({ reason: z.string(), detail: z.string().nullable() }).nullable(),
  /** What is worth knowing of it before it is done. */
  note: z.string().nullable(),
  outcome: z.enum(['done', 'failed']).nullable(),
  outcomeReason: z.string().nullable(),
})
export type BulkItem = z.infer<typeof bulkItemSchema>

const counted = z.object({ words: z.string(), count: z.int() })

/** `held`: confirmed, and nothing is changed until `undoUntil`. `undone`: taken back before anything was. */
export const bulkActionSchema = z.object({
  id: z.uuid(),
  kind: bulkKindSchema,
  state: z.enum(['draft', 'held', 'making', 'made', 'undone']),
  takeBy: z.iso.datetime().nullable(),
  zone: z.string(),
  createdAt: z.iso.datetime(),
  /** Who made it; null where that account is gone. */
  by: z.string().nullable(),
  total: z.int(),
  /** How many it can be done to, as the dry run found. */
  possible: z.int(),
  problems: z.array(counted),
  notes: z.array(counted),
  done: z.int(),
  failed: z.int(),
  mail: z.enum(['smtp', 'folder', 'off']),
  undoUntil: z.iso.datetime().nullable(),
  asOf: z.iso.datetime(),
})
export type BulkAction = z.infer<typeof bulkActionSchema>

export const bulkParams = z.object({ bulkActionId: z.uuid() })
const forRecruiters = staff('admin', 'recruiter')

export const bulkActionsApi = {
  createBulkAction: {
    method: 'POST',
    path: '/api/bulk-actions',
    summary:
      'A dry run over many invitations: says of each whether it can be done. Nothing is changed by it.',
    access: forRecruiters,
    body: z.object({
      action: bulkRequestSchema,
      ids: z
        .array(z.uuid())
        .min(1, 'Choose at least one invitation')
        .max(bulkLimits.invitations, 'This is more than 10,000; narrow the board first'),
    }),
    bodyLimitBytes: 512 * 1024,
    status: 201,
    response: bulkActionSchema,
  },
  listBulkActions: {
    method: 'GET',
    path: '/api/bulk-actions',
    summary: 'What was done to many invitations at once in the last weeks, newest first.',
    access: forRecruiters,
    response: z.object({ bulkActions: z.array(bulkActionSchema) }),
  },
  getBulkAction: {
    method: 'GET',
    path: '/api/bulk-actions/:bulkActionId',
    summary: 'What a bulk action would do, or how far it is.',
    access: forRecruiters,
    params: bulkParams,
    response: bulkActionSchema,
  },
  listBulkItems: {
    method: 'GET',
    path: '/api/bulk-actions/:bulkActionId/items',
    summary: 'The invitations of a bulk action, a hundred at a time.',
    access: forRecruiters,
    params: bulkParams,
    query: z.object({
      after: z.coerce.number().int().min(0).max(bulkLimits.invitations).default(0),
      /** `problem`: what the dry run found impossible. `failed`: that and what failed when it was done. */
      only: z.enum(['problem', 'failed', 'done']).optional(),
    }),
    response: z.object({ items: z.array(bulkItemSchema), more: z.boolean() }),
  },
  listFailedInvitations: {
    method: 'GET',
    path: '/api/bulk-actions/:bulkActionId/failed',
    summary: 'The ids of what a bulk action could not be done to, so that they stay chosen.',
    access: forRecruiters,
    params: bulkParams,
    response: z.object({ ids: z.array(z.uuid()) }),
  },
  confirmBulkAction: {
    method: 'POST',
    path: '/api/bulk-actions/:bulkActionId/confirm',
    summary: 'Has it done, once however often it is asked. Nothing is changed or sent for thirty seconds.',
    access: forRecruiters,
    params: bulkParams,
    response: bulkActionSchema,
  },
  undoBulkAction: {
    method: 'POST',
    path: '/api/bulk-actions/:bulkActionId/undo',
    summary: 'Takes back what was confirmed within the last thirty seconds: nothing was changed or sent.',
    access: forRecruiters,
    params: bulkParams,
    response: bulkActionSchema,
  },
  deleteBulkAction: {
    method: 'DELETE',
    path: '/api/bulk-actions/:bulkActionId',
    summary: 'Forgets a dry run or a result. What was done stays done.',
    access: forRecruiters,
    params: bulkParams,
    response: z.object({}),
  },
  getBulkResult: {
    method: 'GET',
    path: '/api/bulk-actions/:bulkActionId/result',
    summary: 'What became of each invitation, as a CSV file that no spreadsheet takes for formulas.',
    access: forRecruiters,
    params: bulkParams,
    response: z.object({ fileName: z.string(), content: z.string() }),
  },
} as const satisfies RouteTable
