import { z } from 'zod'
import { ownAttempt, type RouteTable } from '../route.ts'
import { testFilterSchema, runViewSchema } from '../runs.ts'
import { attemptParams } from './attempts.ts'

export const runsApi = {
  createRun: {
    method: 'POST',
    path: '/api/attempts/:attemptId/runs',
    summary:
      'Runs the visible tests, or one of them, on the newest saved revision. A run that still waits is superseded.',
    access: ownAttempt,
    params: attemptParams,
    /** Nothing at all means all tests. */
    body: z.object({ only: testFilterSchema.optional() }).prefault({}),
    rate: 'run',
    status: 202,
    response: z.object({ runId: z.uuid(), revision: z.int() }),
  },
  listRuns: {
    method: 'GET',
    path: '/api/attempts/:attemptId/runs',
    summary: "An attempt's visible runs, newest first.",
    access: ownAttempt,
    params: attemptParams,
    response: z.object({
      runs: z.array(
        runViewSchema
          .omit({ result: true })
          .extend({ verdict: runViewSchema.shape.result.unwrap().shape.verdict.nullable() }),
      ),
    }),
  },
  getRun: {
    method: 'GET',
    path: '/api/attempts/:attemptId/runs/:runId',
    summary: 'One visible run with its output and tests.',
    access: ownAttempt,
    params: attemptParams.extend({ runId: z.uuid() }),
    response: runViewSchema,
  },
} as const satisfies RouteTable
