import { join } from 'node:path'
import { startDocker } from './services/docker.ts'
import { hold, listHolders } from './holders.ts'
import { keepRunning, type KeptPart } from './services/keep-running.ts'
import type { InstallPaths } from './install-paths.ts'
import { startPostgres } from './services/postgres.ts'
import type { Started } from './services/processes.ts'
import { startRedis } from './services/redis.ts'
import { ensureRequirements, requirements, type Requirement } from './requirements.ts'
import { ensureImages, startSharedDocker } from './sandbox.ts'
import type { Secrets } from './secrets.ts'

export interface Services extends Started {
  adminUrl: string
  databaseUrl: string
  redisUrl: string
  dockerHost: string
}

interface ServiceSettings {
  secrets: Secrets
  isDurable: boolean
  alsoNeeds: Requirement[]
}

/**
 * Everything that the two processes need: found, or installed, and running. What an environment variable names is used as it is
 * and never stopped. Parts that had started when a later one failed are stopped again.
 */
export async function startServices(place: InstallPaths, settings: ServiceSettings): Promise<Services> {
  const holders = join(place.state, 'holders')
  const [other] = listHolders(holders)
  if (other !== undefined) throw new Error(`This checkout is in use by process ${other}. End that one first.`)
  const own = hold(holders)
  const started: Started[] = [{ stop: async () => void own.release() }]
  const stop = async (force?: boolean) => {
    for (const part of started.splice(0).reverse()) await part.stop(force)
  }
  try {
    const urls = await startParts(place, settings, started)
    return { ...urls, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

type StartedUrls = Omit<Services, 'stop'>

/** Each part is noted in `started` as soon as it runs. */
async function startParts(
  place: InstallPaths,
  { secrets, isDurable, alsoNeeds }: ServiceSettings,
  started: Started[],
): Promise<StartedUrls> {
  const { DATABASE_URL: namedDatabase, REDIS_URL: namedRedis } = process.env
  await ensureRequirements([requirements.git, ...(namedRedis ? [] : [requirements.redis]), ...alsoNeeds])
  const kept: KeptPart[] = []
  const keep = async <T extends Started>(name: string, start: () => Promise<T>): Promise<T> => {
    const part = await start()
    started.push(part)
    kept.push({ name, part, startAgain: start })
    return part
  }
  const postgres = { password: secrets.databasePassword, isDurable }
  const { adminUrl, databaseUrl } = namedDatabase
    ? { adminUrl: namedDatabase, databaseUrl: namedDatabase }
    : await keep('PostgreSQL', () => startPostgres(place, postgres))
  const { redisUrl } = namedRedis
    ? { redisUrl: namedRedis }
    : await keep('redis-server', () => startRedis(place))
  const docker = await startSharedDocker(place)
  started.push(docker)
  kept.push({ name: 'dockerd', part: docker, startAgain: () => startDocker(place) })
  await ensureImages(docker.dockerHost)
  // Stopped first, so that it does not revive what is being stopped.
  started.push(keepRunning(kept))
  return { adminUrl, databaseUrl, redisUrl, dockerHost: docker.dockerHost }
}
