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

/**
 * Everything that the two processes need: found, or installed, and running. What an environment variable names is used as it is
 * and never stopped. Parts that had started when a later one failed are stopped again.
 */
export async function startServices(
  place: InstallPaths,
  settings: { secrets: Secrets; isDurable: boolean; alsoNeeds: Requirement[] },
): Promise<Services> {
  const holders = join(place.state, 'holders')
  const [other] = listHolders(holders)
  if (other !== undefined) throw new Error(`This checkout is in use by process ${other}. End that one first.`)
  const own = hold(holders)
  const started: Started[] = [{ stop: async () => void own.release() }]
  const stop = async (force?: boolean) => {
    for (const part of started.splice(0).reverse()) await part.stop(force)
  }
  try {
    const { DATABASE_URL: namedDatabase, REDIS_URL: namedRedis } = process.env
    await ensureRequirements([
      requirements.git,
      ...(namedRedis ? [] : [requirements.redis]),
      ...settings.alsoNeeds,
    ])
    const postgresSettings = { password: settings.secrets.databasePassword, isDurable: settings.isDurable }
    const kept: KeptPart[] = []
    const keep = <T extends Started>(name: string, part: T, startAgain: () => Promise<unknown>): T => {
      started.push(part)
      kept.push({ name, part, startAgain })
      return part
    }
    const database = namedDatabase
      ? { adminUrl: namedDatabase, databaseUrl: namedDatabase }
      : keep('PostgreSQL', await startPostgres(place, postgresSettings), () =>
          startPostgres(place, postgresSettings),
        )
    const redis = namedRedis
      ? { redisUrl: namedRedis }
      : keep('redis-server', await startRedis(place), () => startRedis(place))
    const docker = keep('dockerd', await startSharedDocker(place), () => startDocker(place))
    await ensureImages(docker.dockerHost)
    // Stopped first, so that it does not revive what is being stopped.
    started.push(keepRunning(kept))
    const { adminUrl, databaseUrl } = database
    return { adminUrl, databaseUrl, redisUrl: redis.redisUrl, dockerHost: docker.dockerHost, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
