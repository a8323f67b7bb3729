import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { connectDatabase, type Database } from '../../../server/db/connect.ts'
import { findFreePort } from '../../../scripts/setup/free-port.ts'
import type { Services } from '../../../scripts/setup/services.ts'
import { createDatabase } from '../own-database.ts'

const checkout = join(import.meta.dirname, '..', '..', '..')

export interface OwnServer {
  url: string
  /** For seeding and for counting afterwards; what is measured goes over HTTP. */
  db: Database
  cpuSeconds: () => number
  residentMiB: () => number
  stop: () => Promise<void>
}

/** The server as it really runs, a process of its own, so that the virtual users' work does not stand in its way. */
export async function openServer(services: Services): Promise<OwnServer> {
  const database = await createDatabase(services.adminUrl)
  const host = '127.0.0.1'
  const port = await findFreePort(host)
  const url = `http://${host}:${port}`
  const child = spawnServer({ url, host, port, services, databaseUrl: database.url })
  const exited = once(child, 'exit')
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error('The server ended before it was ready.')
    await delay(100)
  }
  const db = connectDatabase(database.url)
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
    await db.destroy()
    await database.drop()
  }
  return {
    url,
    db,
    cpuSeconds: () => cpuSecondsOf(child.pid),
    residentMiB: () => residentMiBOf(child.pid),
    stop,
  }
}

interface ServerSettings {
  url: string
  host: string
  port: number
  services: Services
  databaseUrl: string
}

function spawnServer({ url, host, port, services, databaseUrl }: ServerSettings) {
  return spawn(process.execPath, [join(checkout, 'server', 'main.ts')], {
    cwd: checkout,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      REDIS_URL: services.redisUrl,
      HOST: host,
      PORT: String(port),
      PUBLIC_URL: url,
      WORKER_TOKEN: randomBytes(24).toString('hex'),
      AUTH_SECRET: randomBytes(32).toString('hex'),
      QUEUE_PREFIX: `bench-${randomBytes(5).toString('hex')}`,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

const ticksPerSecond = 100

function cpuSecondsOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

function residentMiBOf(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024
}
