import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { mailAddressSchema } from '#contracts/fields/mail-address.ts'
import { timeZoneSchema } from '#contracts/fields/time-zone.ts'

const flag = z.enum(['0', '1']).transform((value) => value === '1')

/** The server's environment. Descriptions are the operators' documentation: `docs/operators.md` is made from them. */
export const serverEnvironmentSchema = z.object({
  DATABASE_URL: z
    .string()
    .min(1)
    .describe('PostgreSQL 14 or newer; the tables are made and brought up to date at every start.'),
  REDIS_URL: z
    .string()
    .min(1)
    .describe(
      'Redis 6.2 or newer, for queues and announcements; redis://, rediss://, unix:///path or a bare socket path.',
    ),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 for all.'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3_000).describe('Port to listen on.'),
  PUBLIC_URL: z
    .url()
    .optional()
    .describe(
      'Where people reach this installation; links start with it, and changes are taken from its origin alone. Left out, the address it listens on.',
    ),
  WORKER_TOKEN: z
    .string()
    .min(20)
    .describe(
      'Secret that workers show, at least 20 characters; the same for the server and all its workers.',
    ),
  AUTH_SECRET: z
    .string()
    .min(32)
    .describe('Signs staff sessions, at least 32 characters. A new one signs everybody out.'),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('fairtime')
    .describe(
      'Names the queues in Redis; the same for the server and its workers. Two installations on one Redis need two.',
    ),
  EXERCISES_DIR: z.string().default('exercises').describe('Folder of exercises, read at every start.'),
  CLIENT_DIR: z.string().default('client/dist').describe('Folder of the built pages.'),
  FAIRTIME_DEMO: flag
    .default(false)
    .describe('1 fills an empty database with people, positions and links to try.'),
  ORGANISATION_ZONE: timeZoneSchema
    .default('UTC')
    .describe(
      'Time zone of the calendar in which answer dates and working days are counted, such as Europe/Berlin, until an admin sets one under Organisation.',
    ),
  RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(180)
    .describe('So many days after its end everything about a candidate is deleted.'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Mail server, such as smtps://user:password@mail.example.org. Left out, no mail leaves.'),
  MAIL_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('Folder into which mails are written as files while no mail server is set.'),
  MAIL_FROM: mailAddressSchema
    .optional()
    .describe('Sender of all mails. Left out, fairtime@ the host of PUBLIC_URL.'),
  MAIL_RETURN_PATH: mailAddressSchema
    .optional()
    .describe('Where bounces go (the envelope sender). Left out, to MAIL_FROM.'),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i)
    .optional()
    .describe('Signs mails by DKIM: the name under which the public key stands in DNS. Needs DKIM_KEY_FILE.'),
  DKIM_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('File with the private key, in PEM, that mails are signed with.'),
  TRUST_PROXY_HOPS: z.coerce
    .number()
    .int()
    .min(0)
    .max(5)
    .default(0)
    .describe(
      'How many proxies stand in front. Too few, and all visitors count as one address; too many, and anybody may claim one.',
    ),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('What is logged: trace, debug, info, warn, error or silent.'),
})

export interface MailConfig {
  kind: 'smtp' | 'folder' | 'off'
  smtpUrl: string | null
  folder: string | null
  from: { name: string; address: string }
  /** What message ids end with. */
  domain: string
  /** The envelope sender, which bounces go to; null for `from`. */
  returnPath: string | null
  /** Null where mails are not signed here, as where the mail server does it. */
  dkim: { domainName: string; keySelector: string; privateKey: string } | null
}

/** Of an installation that sends no mail. */
export const noMail: MailConfig = {
  kind: 'off',
  smtpUrl: null,
  folder: null,
  from: { name: 'Fairtime', address: 'fairtime@localhost' },
  domain: 'localhost',
  returnPath: null,
  dkim: null,
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
  const parsed = serverEnvironmentSchema.safeParse(Object.fromEntries(given))
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

function mailConfig(value: z.output<typeof serverEnvironmentSchema>): MailConfig {
  const smtpUrl = value.SMTP_URL ?? null
  const folder = value.MAIL_DIR === undefined ? null : resolve(value.MAIL_DIR)
  const host = value.PUBLIC_URL === undefined ? 'localhost' : new URL(value.PUBLIC_URL).hostname
  const address = value.MAIL_FROM ?? `fairtime@${host}`
  return {
    kind: smtpUrl !== null ? 'smtp' : folder !== null ? 'folder' : 'off',
    smtpUrl,
    folder,
    from: { name: 'Fairtime', address },
    domain: domainOf(address),
    returnPath: value.MAIL_RETURN_PATH ?? null,
    dkim: dkimOf(value, domainOf(address)),
  }
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)

/** The domain of the sender signs. Throws where half of it is set, or the key cannot be read: unsigned mails would go unnoticed. */
function dkimOf(
  { DKIM_SELECTOR: keySelector, DKIM_KEY_FILE: file }: z.output<typeof serverEnvironmentSchema>,
  domainName: string,
): MailConfig['dkim'] {
  if (keySelector === undefined && file === undefined) return null
  if (keySelector === undefined || file === undefined)
    throw new Error('To sign mails, set both DKIM_SELECTOR and DKIM_KEY_FILE')
  const privateKey = readFileSync(file, 'utf8')
  if (createPrivateKey(privateKey).asymmetricKeyType !== 'rsa')
    throw new Error(`DKIM_KEY_FILE: ${file} holds no RSA key, which is what every receiver reads`)
  return { domainName, keySelector, privateKey }
}
