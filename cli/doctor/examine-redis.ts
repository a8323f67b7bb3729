import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { InstallPaths } from '../../scripts/setup/install-paths.ts'
import { good, type Line, type Part } from './part.ts'

const oldestMajor = 6
const connectTimeoutMs = 5_000

/** The queues that the environment names, or those of this checkout while they run. */
export async function examineRedis(place: InstallPaths, named: string | undefined): Promise<Part> {
  const title = 'Redis'
  const socket = join(place.run, 'redis.sock')
  if (named === undefined && !existsSync(socket)) return { title, lines: [notRunning] }
  const redis = new Redis(named ?? socket, {
    lazyConnect: true,
    connectTimeout: connectTimeoutMs,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  })
  redis.on('error', () => undefined)
  try {
    await redis.connect()
    return { title, lines: judge(await redis.info()) }
  } catch (error) {
    return { title, lines: [named === undefined ? notRunning : noAnswer(error)] }
  } finally {
    redis.disconnect()
  }
}

function judge(info: string): Line[] {
  const read = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? 'unknown'
  const version = read('redis_version')
  const isOld = Number.parseInt(version, 10) < oldestMajor
  const remedy = `Upgrade to ${oldestMajor}.2 or newer.`
  return [
    isOld ? { health: 'bad', name: 'version', what: version, remedy } : good('version', version),
    read('aof_enabled') === '1'
      ? good('durability', 'every change is appended to a file')
      : {
          health: 'weak',
          name: 'durability',
          what: 'a restart forgets what waits; runs come back from the database a little later',
          remedy: 'Set appendonly yes.',
        },
    read('maxmemory_policy') === 'noeviction'
      ? good('eviction', 'never drops what waits')
      : {
          health: 'bad',
          name: 'eviction',
          what: `may drop what waits (${read('maxmemory_policy')})`,
          remedy: 'Set maxmemory-policy noeviction.',
        },
  ]
}

const notRunning: Line = {
  health: 'stopped',
  name: 'not running',
  what: 'redis-server of this checkout starts with npm start',
}

function noAnswer(error: unknown): Line {
  const reason = error instanceof Error ? error.message : String(error)
  const remedy = 'Start it, or mend REDIS_URL.'
  return { health: 'bad', name: 'connection', what: `REDIS_URL does not answer: ${reason}`, remedy }
}
