import { createHash } from 'node:crypto'
import { availableParallelism, hostname, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'

const environmentSchema = z.object({
  REDIS_URL: z.string().min(1),
  SERVER_URL: z.url(),
  WORKER_TOKEN: z.string().min(20),
  DOCKER_HOST: z.string().default('unix:///var/run/docker.sock'),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('fairtime'),
  /** Two workers that share one engine need different names. */
  WORKER_ID: z.string().min(1).max(100).default(hostname()),
  RUN_SLOTS: z.coerce.number().int().min(1).max(256).optional(),
  SUBMISSION_SLOTS: z.coerce.number().int().min(1).max(256).default(1),
  /** Submissions graded again at once. They wait while any candidate's run is under way here. */
  REGRADE_SLOTS: z.coerce.number().int().min(1).max(256).default(1),
  /** Boxes that may wait for their run, over all shapes; 0 makes every box when its run comes. */
  POOL_BOXES: z.coerce.number().int().min(0).max(256).optional(),
  /** 1 runs visible Go tests with the race detector: it finds more, and takes two to three times as long. */
  GO_RACE_DETECTOR: z.enum(['0', '1']).default('0'),
  SANDBOX_RUNTIME: z.string().optional(),
  /** Names of unsafe findings about the host that its operator accepts, separated by commas. */
  FAIRTIME_ALLOW_UNSAFE: z.string().default(''),
  SANDBOX_USERNS: z.enum(['required', '']).default(''),
  PROBER_KIT_DIR: z.string().default('prober-kit'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
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
  const parsed = environmentSchema.safeParse(environment)
  if (!parsed.success) throw new Error(`The worker's settings are wrong:\n${z.prettifyError(parsed.error)}`)
  const value = parsed.data
  return {
    redisUrl: value.REDIS_URL,
    serverUrl: value.SERVER_URL.replace(/\/$/, ''),
    workerToken: value.WORKER_TOKEN,
    dockerHost: value.DOCKER_HOST,
    queuePrefix: value.QUEUE_PREFIX,
    workerId: value.WORKER_ID,
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
