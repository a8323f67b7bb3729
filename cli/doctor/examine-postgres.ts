import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { forwardedSeenKey } from '../../server/db/settings.ts'
import type { InstallPaths } from '../../scripts/setup/install-paths.ts'
import { openSecrets } from '../../scripts/setup/secrets.ts'
import { good, type Line, type Part } from './part.ts'

const oldestMajor = 14
const connectTimeoutMs = 5_000
const settingsSchema = z.object({
  server_version: z.string(),
  fsync: z.string(),
  full_page_writes: z.string(),
})

/** The database that the environment names, or that of this checkout while it runs. */
export async function examinePostgres(place: InstallPaths, named: string | undefined): Promise<Part> {
  const title = 'PostgreSQL'
  const url = databaseUrlOf(place, named)
  const client =
    url === null ? null : new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs })
  if (client === null) return { title, lines: [notRunning] }
  client.on('error', () => undefined)
  try {
    await client.connect()
    const columns = ['server_version', 'fsync', 'full_page_writes'].map(
      (name) => `current_setting('${name}') as ${name}`,
    )
    const { rows } = await client.query(`select ${columns.join(', ')}`)
    const lines = judge(settingsSchema.parse(rows[0]))
    return { title, lines: [...lines, ...(await proxyLines(client))] }
  } catch (error) {
    return { title, lines: [named === undefined ? notRunning : noAnswer(error)] }
  } finally {
    await client.end().catch(() => undefined)
  }
}

function judge(settings: z.infer<typeof settingsSchema>): Line[] {
  const version = settings.server_version
  const isOld = Number.parseInt(version, 10) < oldestMajor
  const remedy = `Upgrade to ${oldestMajor} or newer.`
  const isDurable = settings.fsync === 'on' && settings.full_page_writes === 'on'
  const durability: Line = isDurable
    ? good('durability', 'what is acknowledged is on disk')
    : {
        health: 'bad',
        name: 'durability',
        what: 'a power failure may lose or break what was acknowledged',
        remedy: 'Set fsync = on and full_page_writes = on.',
      }
  return [
    isOld ? { health: 'bad', name: 'version', what: version, remedy } : good('version', version),
    durability,
  ]
}

/** Whether a proxy's header came to a server that trusts none. */
async function proxyLines(client: pg.Client): Promise<Line[]> {
  const answer = await client
    .query<{ value: string }>('select value from settings where key = $1', [forwardedSeenKey])
    .catch(() => null)
  const seenAt = answer?.rows[0]?.value
  if (seenAt === undefined || Number(process.env['TRUST_PROXY_HOPS'] ?? 0) > 0) return []
  return [
    {
      health: 'weak',
      name: 'proxy',
      what: `X-Forwarded-For came on ${seenAt} and no proxy is trusted: all visitors share one address and its limits`,
      remedy: 'Set TRUST_PROXY_HOPS to the number of proxies before the server.',
    },
  ]
}

const notRunning: Line = {
  health: 'stopped',
  name: 'not running',
  what: 'PostgreSQL of this checkout starts with npm start',
}

function noAnswer(error: unknown): Line {
  const reason = error instanceof Error ? error.message : String(error)
  const remedy = 'Start it, or mend DATABASE_URL.'
  return { health: 'bad', name: 'connection', what: `DATABASE_URL does not answer: ${reason}`, remedy }
}

/** Null where none is named and that of this checkout has never run. */
export const databaseUrlOf = (place: InstallPaths, named: string | undefined) => named || ownUrl(place)

function ownUrl(place: InstallPaths): string | null {
  const portFile = join(place.state, 'postgres', 'port')
  if (!existsSync(portFile) || !existsSync(join(place.state, 'secrets.json'))) return null
  const port = readFileSync(portFile, 'utf8').trim()
  return `postgres://fairtime:${openSecrets(place).databasePassword}@127.0.0.1:${port}/fairtime`
}
