import { createHash } from 'node:crypto'
import { availableParallelism, hostname } from 'node:os'
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
  SANDBOX_RUNTIME: z.string().optional(),
  /** Names of unsafe findings about the host that its operator accepts, separated by commas. */
  FAIRTIME_ALLOW_UNSAFE: z.string().default(''),
  SANDBOX_USERNS: z.enum(['required', '']).default(''),
  PROBER_KIT_DIR: z.string().default('sandbox-images/prober/kit'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

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
    sandboxRuntime: value.SANDBOX_RUNTIME || null,
    allowUnsafe: value.FAIRTIME_ALLOW_UNSAFE.split(',').filter((name) => name !== ''),
    requiresUserns: value.SANDBOX_USERNS === 'required',
    proberKitDir: resolve(value.PROBER_KIT_DIR),
    logLevel: value.LOG_LEVEL,
  }
}
