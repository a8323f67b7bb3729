import { z } from 'zod'
import { largestRowNumber } from '../../fields/row-number.ts'
import { ownAttempt, type RouteTable } from '../../route.ts'
import { workspaceFileSchema } from '../../workspace.ts'
import { attemptParams } from '../attempts.ts'

const revisionSchema = z.object({
  revision: z.int(),
  at: z.iso.datetime(),
  /** `starter` is revision 0: the files as they were handed out. */
  source: z.enum(['starter', 'browser', 'git', 'zip']),
  lateByMs: z.number(),
  changed: z.array(
    z.object({ kind: z.enum(['write', 'delete', 'rename']), path: z.string(), to: z.string().optional() }),
  ),
})
export type Revision = z.infer<typeof revisionSchema>

/** Every state that the files of an attempt ever had. */
export const historyApi = {
  listRevisions: {
    method: 'GET',
    path: '/api/attempts/:attemptId/history',
    summary: 'All revisions, newest first, down to the starter.',
    access: ownAttempt,
    params: attemptParams,
    response: z.object({ revisions: z.array(revisionSchema) }),
  },
  getRevision: {
    method: 'GET',
    path: '/api/attempts/:attemptId/history/:revision',
    summary: 'All files as they were at one revision.',
    access: ownAttempt,
    params: attemptParams.extend({
      revision: z.coerce.number<string | number>().int().min(0).max(largestRowNumber),
    }),
    response: z.object({
      revision: z.int(),
      /** Over the contents as they are answered here, made as for a receipt. */
      treeSha256: z.string().length(64),
      files: z.array(workspaceFileSchema),
    }),
  },
} as const satisfies RouteTable
