import { z } from 'zod'
import { ownAttempt, type RouteTable } from '../../route.ts'
import { attemptParams } from '../attempts.ts'

/** `lease_lost`: another page wrote by then. `overtaken`: the same file had been changed elsewhere since. */
export const conflictReasonSchema = z.enum(['lease_lost', 'overtaken'])
export type ConflictReason = z.infer<typeof conflictReasonSchema>

/** What the candidate did with it. It is kept in either case. */
export const conflictOutcomeSchema = z.enum(['used', 'left'])
export type ConflictOutcome = z.infer<typeof conflictOutcomeSchema>

const conflictCopySchema = z.object({
  id: z.uuid(),
  keptAt: z.iso.datetime(),
  reason: conflictReasonSchema,
  /** The tab it was typed in; null where a program sent it. */
  tabId: z.uuid().nullable(),
  paths: z.array(z.string()),
  /** Null while nobody has chosen. */
  outcome: conflictOutcomeSchema.nullable(),
})
export type ConflictCopy = z.infer<typeof conflictCopySchema>

const conflictParams = attemptParams.extend({ copyId: z.uuid() })

/** Text that was sent and could not be merged: kept beside the files, never over them. */
export const conflictsApi = {
  listConflictCopies: {
    method: 'GET',
    path: '/api/attempts/:attemptId/conflict-copies',
    summary: 'The versions that were kept apart, newest first.',
    access: ownAttempt,
    params: attemptParams,
    response: z.object({ conflicts: z.array(conflictCopySchema) }),
  },
  getConflictCopy: {
    method: 'GET',
    path: '/api/attempts/:attemptId/conflict-copies/:copyId',
    summary: 'The files of one version that was kept apart.',
    access: ownAttempt,
    params: conflictParams,
    response: z.object({
      /** Without content where the version has the file deleted. */
      files: z.array(z.object({ path: z.string(), content: z.string().nullable() })),
    }),
  },
  resolveConflict: {
    method: 'POST',
    path: '/api/attempts/:attemptId/conflict-copies/:copyId/outcome',
    summary: 'Notes what the candidate chose. It may be changed, and nothing is thrown away.',
    access: ownAttempt,
    params: conflictParams,
    body: z.object({ outcome: conflictOutcomeSchema }),
    response: z.object({}),
  },
} as const satisfies RouteTable
