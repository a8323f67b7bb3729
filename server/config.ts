import { resolve } from 'node:path'
import { z } from 'zod'
import { mailAddressSchema } from '#contracts/mail-address.ts'
import { timeZoneSchema } from '#contracts/time-zone.ts'

const flag = z.enum(['0', '1']).transform((value) => value === '1')

const environmentSchema = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3_000),
  PUBLIC_URL: z.url().optional(),
  WORKER_TOKEN: z.string().min(20),
  AUTH_SECRET: z.string().min(32),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('fairtime'),
  EXERCISES_DIR: z.string().default('exercises'),
  CLIENT_DIR: z.string().default('client/dist'),
  FAIRTIME_DEMO: flag.default(false),
  ORGANISATION_ZONE: timeZoneSchema.default('UTC'),
  RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(180),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Where mails are written while no mail server is set. */
  MAIL_DIR: z.string().min(1).optional(),
  MAIL_FROM: mailAddressSchema.optional(),
  TRUST_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export interface MailConfig {
  kind: 'smtp' | 'folder' | 'off'
  smtpUrl: string | null
  folder: string | null
  from: { name: string; address: string }
  /** What message ids end with. */
  domain: string
}

/** Of an installation that sends no mail. */
export const noMail: MailConfig = {
  kind: 'off',
  smtpUrl: null,
  folder: null,
  from: { name: 'Fairtime', address: 'fairtime@localhost' },
  domain: 'localhost',
}

export interface ServerConfig {
  databaseUrl: string
  redisUrl: string
  host: string
  port: number
  /** What links start with; its origin is the only one that may change anything. */
  publicUrl: string | null
  workerToken: string
  authSecret: string
  queuePrefix: string
  exercisesDir: string
  clientDir: string
  demo: boolean
  organisationZone: string
  /** How long after their end everything about a candidate is kept. */
  retentionDays: number
  mail: MailConfig
  trustProxyHops: number
  logLevel: string
}

type NeededConfig = Pick<
  ServerConfig,
  'databaseUrl' | 'redisUrl' | 'workerToken' | 'authSecret' | 'queuePrefix' | 'exercisesDir' | 'clientDir'
>

/** Of a server that is started by other means than its environment, as by tests and benches: it listens to this machine alone. */
export function configFor(given: NeededConfig & Partial<ServerConfig>): ServerConfig {
  return {
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    demo: false,
    organisationZone: 'UTC',
    retentionDays: 180,
    mail: noMail,
    trustProxyHops: 0,
    logLevel: 'error',
    ...given,
  }
}

/** Parses the environment once; throws with every fault named, so that a wrong setting stops the start. */
export function readServerConfig(environment: Record<string, string | undefined>): ServerConfig {
  // A compose file hands on what is not set as an empty text.
  const given = Object.entries(environment).filter(([, value]) => value !== '')
  const parsed = environmentSchema.safeParse(Object.fromEntries(given))
  if (!parsed.success) throw new Error(`The server's settings are wrong:\n${z.prettifyError(parsed.error)}`)
  const value = parsed.data
  return {
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    host: value.HOST,
    port: value.PORT,
    publicUrl: value.PUBLIC_URL?.replace(/\/$/, '') ?? null,
    workerToken: value.WORKER_TOKEN,
    authSecret: value.AUTH_SECRET,
    queuePrefix: value.QUEUE_PREFIX,
    exercisesDir: resolve(value.EXERCISES_DIR),
    clientDir: resolve(value.CLIENT_DIR),
    demo: value.FAIRTIME_DEMO,
    organisationZone: value.ORGANISATION_ZONE,
    retentionDays: value.RETENTION_DAYS,
    mail: mailConfig(value),
    trustProxyHops: value.TRUST_PROXY_HOPS,
    logLevel: value.LOG_LEVEL,
  }
}

function mailConfig(value: z.output<typeof environmentSchema>): MailConfig {
  const smtpUrl = value.SMTP_URL ?? null
  const folder = value.MAIL_DIR === undefined ? null : resolve(value.MAIL_DIR)
  const host = value.PUBLIC_URL === undefined ? 'localhost' : new URL(value.PUBLIC_URL).hostname
  const address = value.MAIL_FROM ?? `fairtime@${host}`
  return {
    kind: smtpUrl !== null ? 'smtp' : folder !== null ? 'folder' : 'off',
    smtpUrl,
    folder,
    from: { name: 'Fairtime', address },
    domain: address.slice(address.lastIndexOf('@') + 1),
  }
}
