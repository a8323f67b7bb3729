import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openInstallPaths } from '../../../scripts/setup/install-paths.ts'
import { isAlive } from '../../../scripts/setup/services/processes.ts'
import { startPostgres, type Postgres } from '../../../scripts/setup/services/postgres.ts'
import { eventually } from '../eventually.ts'

export interface OwnPostgres {
  databaseUrl: string
  /** The folder of everything that it keeps. */
  state: string
  password: string
  /** Ends every session and itself at once, as an operator does who is in a hurry. */
  shutDown(): Promise<void>
  /** kill -9 of the process that all others belong to. */
  kill(): Promise<void>
  /** One of the processes that serve connections. */
  findConnection(): Promise<number>
  /** Throws while processes of a killed one still use the data. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** A PostgreSQL of one test alone, as the product starts it: what is done to it must not reach its neighbours. */
export async function startOwnPostgres(
  from: { password: string; prepare: (state: string) => Promise<void> } | null = null,
): Promise<OwnPostgres> {
  const state = await mkdtemp(join(tmpdir(), 'fairtime-postgres-'))
  await chmod(state, 0o755)
  const password = from?.password ?? randomBytes(12).toString('hex')
  await from?.prepare(state)
  const start = () => startPostgres({ ...openInstallPaths('test'), state }, { password, isDurable: true })
  let postgres: Postgres = await start()
  return {
    databaseUrl: postgres.databaseUrl,
    state,
    password,
    shutDown: () => postgres.stop(true),
    async kill() {
      const pid = parseInt(await readFile(join(state, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10)
      process.kill(pid, 'SIGKILL')
      await eventually(async () => !isAlive(pid))
    },
    async findConnection() {
      const client = new pg.Client({ connectionString: postgres.databaseUrl })
      await client.connect()
      const { rows } = await client.query<{ pid: number }>(
        'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by random()',
      )
      await client.end()
      if (rows[0] === undefined) throw new Error('Nobody is connected.')
      return rows[0].pid
    },
    async start() {
      postgres = await start()
    },
    async stop() {
      await postgres.stop()
      await rm(state, { recursive: true })
    },
  }
}
