import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ensureClientBuild } from './setup/client-build.ts'
import { environmentWithout } from './setup/environment.ts'
import { findPortFrom } from './setup/free-port.ts'
import { openInstallPaths } from './setup/install-paths.ts'
import { runScript } from './setup/run-script.ts'
import { say, secondsSince } from './setup/log.ts'
import { openSecrets, type Secrets } from './setup/secrets.ts'
import { startServices, type Services } from './setup/services.ts'
import { endOrphan, supervise } from './setup/supervise.ts'

const usualPort = 3_000
const defaultHost = '127.0.0.1'
const loopbackHosts = [defaultHost, 'localhost', '::1']
/** Somebody sits before this terminal: what goes well need not be told. */
const usualLogLevel = 'warn'
const serverProgram = { name: 'server', entry: 'server/main.ts' }
const workerProgram = { name: 'worker', entry: 'workers/main.ts' }

await runScript(async ({ interruption, onEnd }) => {
  const startedAt = performance.now()
  const place = openInstallPaths('start')
  const secrets = openSecrets(place)
  const services = await startServices(place, { secrets, isDurable: true, alsoNeeds: [] })
  onEnd(services.stop)
  await ensureClientBuild(place)
  for (const program of [workerProgram, serverProgram]) await endOrphan(place, program)
  const { port, host } = await choosePort()
  say(`set-up took ${secondsSince(startedAt)}`)
  const serverUrl = `http://${host === '0.0.0.0' ? defaultHost : host}:${port}`
  const server = await supervise(place, {
    ...serverProgram,
    env: serverEnvironment(services, secrets, { port, host, serverUrl, state: place.state }),
  })
  onEnd(server.stop)
  await answers(`${serverUrl}/livez`, 60_000)
  const worker = await supervise(place, {
    ...workerProgram,
    env: workerEnvironment(services, secrets, serverUrl),
  })
  onEnd(worker.stop)
  await interruption.asked
  say('stopping; press Ctrl-C again to stop at once')
  return 0
})

/** The worker would complain of a server that is still starting, so it waits for the first answer, though not for ever. */
async function answers(url: string, withinMs: number): Promise<void> {
  const endsAt = performance.now() + withinMs
  while (performance.now() < endsAt) {
    const isThere = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (isThere) return
    await delay(50)
  }
}

/** A port that somebody asked for is taken as it is; the usual one gives way when it is in use. */
async function choosePort(): Promise<{ port: number; host: string }> {
  const host = process.env['HOST'] ?? defaultHost
  const asked = process.env['PORT']
  if (asked) return { port: Number(asked), host }
  const port = await findPortFrom(usualPort, host)
  if (port !== usualPort) say(`port ${usualPort} is in use, so this installation takes ${port}`)
  return { port, host }
}

interface Address {
  port: number
  host: string
  serverUrl: string
  state: string
}

/** Never Docker: the process that strangers talk to has no way to the engine. */
function serverEnvironment(services: Services, secrets: Secrets, address: Address) {
  const isOwnDatabase = process.env['DATABASE_URL'] === undefined
  // Demo accounts come with links in the terminal; on an address that others reach they would be a way in.
  const isReachedByOthers = !loopbackHosts.includes(address.host)
  if (isOwnDatabase && isReachedByOthers && process.env['FAIRTIME_DEMO'] === undefined)
    say(`no demo data, since others can reach ${address.host}; FAIRTIME_DEMO=1 brings it all the same`)
  return {
    FAIRTIME_DEMO: isOwnDatabase && !isReachedByOthers ? '1' : '0',
    PUBLIC_URL: address.serverUrl,
    LOG_LEVEL: usualLogLevel,
    MAIL_DIR: join(address.state, 'mail'),
    ...environmentWithout('DOCKER_HOST'),
    DATABASE_URL: services.databaseUrl,
    REDIS_URL: services.redisUrl,
    HOST: address.host,
    PORT: String(address.port),
    WORKER_TOKEN: secrets.workerToken,
    AUTH_SECRET: secrets.authSecret,
    DATA_DIR: address.state,
  }
}

/** Never the database: the process beside strangers' code has no way to anybody's data. */
function workerEnvironment(services: Services, secrets: Secrets, serverUrl: string) {
  return {
    LOG_LEVEL: usualLogLevel,
    ...environmentWithout('DATABASE_URL', 'AUTH_SECRET'),
    REDIS_URL: services.redisUrl,
    SERVER_URL: serverUrl,
    WORKER_TOKEN: secrets.workerToken,
    DOCKER_HOST: services.dockerHost,
  }
}
