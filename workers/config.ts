import { createHash } from 'node:crypto'
import { availableParallelism, hostname, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'

/** A worker's environment. Descriptions are the operators' documentation: `docs/operators.md` is made from them. */
export const workerEnvironmentSchema = z.object({
  REDIS_URL: z.string().min(1).describe('The same Redis as the server’s.'),
  SERVER_URL: z
    .url()
    .describe(
      'Where this worker reaches the server; it asks there for what to run, and never listens itself.',
    ),
  WORKER_TOKEN: z.string().min(20).describe('The same secret as the server’s.'),
  DOCKER_HOST: z
    .string()
    .default('unix:///var/run/docker.sock')
    .describe('Docker Engine in which the boxes are opened.'),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('fairtime')
    .describe('The same as the server’s.'),
  WORKER_ID: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe(
      'Name of this worker. Two workers that share one engine need different names; left out, the host’s name.',
    ),
  RUN_SLOTS: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .optional()
    .describe('Visible runs at once. Left out, one less than the cores.'),
  SUBMISSION_SLOTS: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .default(1)
    .describe(
      'Submissions graded at once; they have slots of their own, so that no queue of runs holds one up.',
    ),
  REGRADE_SLOTS: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .default(1)
    .describe('Submissions graded again at once. They wait while any candidate’s run is under way here.'),
  POOL_BOXES: z.coerce
    .number()
    .int()
    .min(0)
    .max(256)
    .optional()
    .describe(
      'Boxes kept warm for the next run, over all shapes; 0 opens every box when its run comes. Left out, six a core within an eighth of the memory.',
    ),
  GO_RACE_DETECTOR: z
    .enum(['0', '1'])
    .default('0')
    .describe(
      '1 runs visible Go tests with the race detector: it finds more, and takes two to three times as long.',
    ),
  SANDBOX_RUNTIME: z.string().optional().describe('runsc runs every box in gVisor; see docs/gvisor.md.'),
  FAIRTIME_ALLOW_UNSAFE: z
    .string()
    .default('')
    .describe('Names of unsafe findings about the host that you accept, separated by commas.'),
  SANDBOX_USERNS: z
    .enum(['required', ''])
    .default('')
    .describe('required refuses an engine without user namespaces.'),
  PROBER_KIT_DIR: z
    .string()
    .default('prober-kit')
    .describe('Folder of the kit that checks are written with.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('What is logged: trace, debug, info, warn, error or silent.'),
})

const boxesPerCore = 6
const mebibyte = 1024 * 1024
/** What one waiting box costs the host: its process 1 and the engine's shim for it, with room to spare. */
const waitingBoxMiB = 32

/** At most an eighth of the memory goes to boxes that only wait. */
function roomForBoxes(): number {
  return Math.floor(totalmem() / 8 / (waitingBoxMiB * mebibyte))
}

export interface WorkerConfig {
  redisUrl: string
  serverUrl: string
  workerToken: string
  dockerHost: string
  queuePrefix: string
  workerId: string
  /** Labels our boxes, so that two installations on one engine leave each other's alone. */
  installationId: string
  runSlots: number
  submissionSlots: number
  regradeSlots: number
  pool: { capacity: number; perShape: number }
  hasRaceDetector: boolean
  sandboxRuntime: string | null
  allowUnsafe: string[]
  requiresUserns: boolean
  proberKitDir: string
  logLevel: string
}

/** Parses the environment once; throws with every fault named, so that a wrong setting stops the start. */
export function readWorkerConfig(environment: Record<string, string | undefined>): WorkerConfig {
  const parsed = workerEnvironmentSchema.safeParse(environment)
  if (!parsed.success) throw new Error(`The worker's settings are wrong:\n${z.prettifyError(parsed.error)}`)
  const value = parsed.data
  return {
    redisUrl: value.REDIS_URL,
    serverUrl: value.SERVER_URL.replace(/\/$/, ''),
    workerToken: value.WORKER_TOKEN,
    dockerHost: value.DOCKER_HOST,
    queuePrefix: value.QUEUE_PREFIX,
    workerId: value.WORKER_ID ?? hostname(),
    installationId: createHash('sha256').update(value.WORKER_TOKEN).digest('hex').slice(0, 12),
    // One core is left to submissions; more boxes than cores would only make every run slower.
    runSlots: value.RUN_SLOTS ?? Math.max(1, availableParallelism() - 1),
    submissionSlots: value.SUBMISSION_SLOTS,
    regradeSlots: value.REGRADE_SLOTS,
    pool: {
      capacity: value.POOL_BOXES ?? Math.min(boxesPerCore * availableParallelism(), roomForBoxes()),
      perShape: availableParallelism(),
    },
    hasRaceDetector: value.GO_RACE_DETECTOR === '1',
    sandboxRuntime: value.SANDBOX_RUNTIME || null,
    allowUnsafe: value.FAIRTIME_ALLOW_UNSAFE.split(',').filter((name) => name !== ''),
    requiresUserns: value.SANDBOX_USERNS === 'required',
    proberKitDir: resolve(value.PROBER_KIT_DIR),
    logLevel: value.LOG_LEVEL,
  }
}
