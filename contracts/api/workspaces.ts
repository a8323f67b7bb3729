import { z } from 'zod'
import { theCandidate, type RouteTable } from '../route.ts'
import { changeSchema, workspaceFileSchema } from '../workspace.ts'
import { attemptParams } from './attempts.ts'

export const workspacesApi = {
  getWorkspace: {
    method: 'GET',
    path: '/api/attempts/:attemptId/workspace',
    summary: 'All files of an attempt at its newest revision.',
    access: theCandidate,
    params: attemptParams,
    response: z.object({
      revision: z.int(),
      savedAt: z.iso.datetime(),
      files: z.array(workspaceFileSchema),
      /** The last sequence number committed for each client, so that a page knows what still has to be sent. */
      acknowledgedSeq: z.record(z.string(), z.int()),
    }),
  },
  saveWorkspace: {
    method: 'POST',
    path: '/api/attempts/:attemptId/saves',
    summary:
      'Commits changes as one new revision. The answer means committed; sending the same (clientId, seq) again is safe.',
    access: theCandidate,
    params: attemptParams,
    bodyLimitBytes: 3 * 1024 * 1024,
    body: z.object({
      clientId: z.uuid(),
      seq: z.int().min(1).max(2_147_483_647),
      changes: z.array(changeSchema).min(1).max(200),
    }),
    response: z.object({
      revision: z.int(),
      savedAt: z.iso.datetime(),
      /** How long after the deadline it arrived; 0 in time. */
      lateByMs: z.number().min(0),
    }),
  },
} as const satisfies RouteTable
