import { z } from 'zod'
import { theCandidate, type RouteTable } from '../route.ts'
import { attemptParams } from './attempts.ts'

/** `lease_lost`: another page wrote by then. `overtaken`: the same file had been changed elsewhere since. */
export const branchReasonSchema = z.enum(['lease_lost', 'overtaken'])
export type BranchReason = z.infer<typeof branchReasonSchema>

/** What the candidate did with it. It is kept in either case. */
export const branchOutcomeSchema = z.enum(['used', 'left'])
export type BranchOutcome = z.infer<typeof branchOutcomeSchema>

const branchSchema = z.object({
  id: z.uuid(),
  keptAt: z.iso.datetime(),
  reason: branchReasonSchema,
  /** The tab it was typed in; null where a program sent it. */
  tabId: z.uuid().nullable(),
  paths: z.array(z.string()),
  /** Null while nobody has chosen. */
  outcome: branchOutcomeSchema.nullable(),
})
export type Branch = z.infer<typeof branchSchema>

const branchParams = attemptParams.extend({ branchId: z.uuid() })

/** Text that was sent and could not be merged: kept beside the files, never over them. */
export const branchesApi = {
  listBranches: {
    method: 'GET',
    path: '/api/attempts/:attemptId/branches',
    summary: 'The versions that were kept apart, newest first.',
    access: theCandidate,
    params: attemptParams,
    response: z.object({ branches: z.array(branchSchema) }),
  },
  getBranch: {
    method: 'GET',
    path: '/api/attempts/:attemptId/branches/:branchId',
    summary: 'The files of one version that was kept apart.',
    access: theCandidate,
    params: branchParams,
    response: z.object({
      /** Without content where the version has the file deleted. */
      files: z.array(z.object({ path: z.string(), content: z.string().nullable() })),
    }),
  },
  settleBranch: {
    method: 'POST',
    path: '/api/attempts/:attemptId/branches/:branchId/outcome',
    summary: 'Notes what the candidate chose. It may be changed, and nothing is thrown away.',
    access: theCandidate,
    params: branchParams,
    body: z.object({ outcome: branchOutcomeSchema }),
    response: z.object({}),
  },
} as const satisfies RouteTable
