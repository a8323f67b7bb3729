import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { poolOfNamedStatements } from './named-statements.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>
export type Tx = Transaction<Tables>
/** For reads that may run inside or outside a transaction. */
export type Reader = Database | Tx

// bigint columns (counts) fit a double here; the driver would hand them over as text.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/**
 * What waits longer for a lock, runs longer or leaves its transaction open longer is ended, and whoever asked may ask again:
 * one that hangs holds a connection, and a few of them all of them.
 */
const usualTimeouts = {
  lock_timeout: 5_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 30_000,
} as const

interface ConnectionOptions {
  /** For what may take as long as it takes: bringing the database up to date, and erasing. */
  isPatient?: boolean
}

export function connectDatabase(
  url: string,
  poolSize = 20,
  { isPatient = false }: ConnectionOptions = {},
): Database {
  const timeouts = isPatient ? {} : usualTimeouts
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    ...timeouts,
  })
  // An idle connection that the server closes must not end the process; the next query opens a new one.
  pool.on('error', () => undefined)
  // The same while it is lent out and waits for the next step of its transaction; that step then fails, and tells.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOfNamedStatements(pool) }) })
}
