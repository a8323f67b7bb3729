import { z } from 'zod'
import { languageSchema } from '../languages.ts'
import { limitsSchema } from '../exercise-manifest.ts'
import { theWorker, type RouteTable } from '../route.ts'
import { toolSchema } from '../tools.ts'
import { testFilterSchema, runKindSchema } from '../runs.ts'

const fileSchema = z.object({ path: z.string(), content: z.string() })
/** A file of the candidate's; `executable` where they said that it can be started. */
const workFileSchema = fileSchema.extend({ executable: z.boolean().optional() })
const runParams = z.object({ runId: z.uuid() })

/** Everything that a worker needs to execute one claim of a run. */
export const claimedRunSchema = z.object({
  status: z.literal('claimed'),
  runId: z.uuid(),
  attemptId: z.uuid(),
  claimNo: z.int().min(1),
  kind: runKindSchema,
  language: languageSchema,
  entryFile: z.string(),
  files: z.array(workFileSchema),
  limits: limitsSchema,
  /** Of a visible run whose program will be started when it is graded; a practice has none. */
  hasProgram: z.boolean().optional(),
  /** Only of a visible run that was asked for a part of its tests. */
  only: testFilterSchema.optional(),
  /** Only of a graded run: what goes into the prober's box, and the check ids that its report must name. */
  graded: z
    .object({
      probeFiles: z.array(fileSchema),
      checkIds: z.array(z.string()),
      /** Those among them that may fail without the run failing. */
      optionalCheckIds: z.array(z.string()).optional(),
      /** The check that no probe makes: the worker writes its card from what a race detector reports. */
      raceCheck: z.object({ id: z.string(), title: z.string() }).optional(),
    })
    .nullable(),
})
export type ClaimedRun = z.infer<typeof claimedRunSchema>

/** A kind of box that a run may ask for any moment, so that one may wait for it. */
export const prewarmHintSchema = z.object({
  language: languageSchema,
  kind: runKindSchema,
  limits: limitsSchema,
})
export type PrewarmHint = z.infer<typeof prewarmHintSchema>

export const workerApi = {
  listPrewarmHints: {
    method: 'GET',
    path: '/api/worker/wanted-boxes',
    summary: 'Boxes to keep ready: of sittings under way and of appointments that are near.',
    access: theWorker,
    response: z.object({ boxes: z.array(prewarmHintSchema) }),
  },
  reportTools: {
    method: 'POST',
    path: '/api/worker/tools',
    summary:
      'What code of a language runs with, as the programs themselves say. Candidates read it before they start.',
    access: theWorker,
    body: z.object({ language: languageSchema, tools: z.array(toolSchema).min(1).max(10) }),
    response: z.object({}),
  },
  claimRun: {
    method: 'POST',
    path: '/api/worker/runs/:runId/claim',
    summary:
      'A worker takes a run. The claim number fences off every earlier claim; `gone` means that nothing is left to do.',
    access: theWorker,
    params: runParams,
    body: z.object({ workerId: z.string().min(1).max(100) }),
    response: z.discriminatedUnion('status', [claimedRunSchema, z.object({ status: z.literal('gone') })]),
  },
  heartbeatRun: {
    method: 'POST',
    path: '/api/worker/runs/:runId/heartbeat',
    summary:
      'Keeps a claim alive. `goOn: false` means that the claim was fenced off: stop and report nothing.',
    access: theWorker,
    params: runParams,
    body: z.object({ claimNo: z.int().min(1) }),
    response: z.object({ goOn: z.boolean() }),
  },
} as const satisfies RouteTable

/** How often a worker must call `heartbeatRun`, and how long a claim lives without it. */
export const heartbeatEveryMs = 3_000
export const claimLeaseMs = 10_000
