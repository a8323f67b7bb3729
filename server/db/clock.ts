import { sql } from 'kysely'
import type { Database } from './connect.ts'

/** Where every decision about time gets its `now`. Tests set it; in production it is the database's clock. */
export interface Clock {
  now(): Promise<Date>
}

/** This process's own watches, in milliseconds. Only differences of them are used. */
export interface Watches {
  /** Never set, but may stand still while the machine sleeps. */
  monotonicMs: () => number
  /** May be set, and goes on while the machine sleeps. */
  wallMs: () => number
}

const longestAgeMs = 1_000

interface Reading {
  databaseMs: number
  monotonicMs: number
  wallMs: number
}

/**
 * The database's clock, read at most once a second and carried on in between by this process's own watch: every request asks for
 * the time. A reading is trusted only while both watches agree that it is young, so neither a set clock nor a sleeping machine
 * makes an old one pass for new.
 */
export function databaseClock(db: Database, watches: Watches = ownWatches): Clock {
  let reading: Reading | null = null
  const elapsedMs = (since: Reading) => {
    const monotonic = watches.monotonicMs() - since.monotonicMs
    const wall = watches.wallMs() - since.wallMs
    const isYoung = monotonic < longestAgeMs && Math.abs(wall) < longestAgeMs
    return isYoung ? monotonic : null
  }
  return {
    async now() {
      const elapsed = reading === null ? null : elapsedMs(reading)
      if (reading !== null && elapsed !== null) return new Date(reading.databaseMs + elapsed)
      const databaseMs = (await readDatabaseClock(db)).getTime()
      // The answer is as old as its way back: what is carried on is never ahead of the database.
      reading = { databaseMs, monotonicMs: watches.monotonicMs(), wallMs: watches.wallMs() }
      return new Date(databaseMs)
    },
  }
}

const ownWatches: Watches = { monotonicMs: () => performance.now(), wallMs: () => Date.now() }

async function readDatabaseClock(db: Database): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
  const row = rows[0]
  if (row === undefined) throw new Error('The database did not tell the time')
  return row.now
}
