import { sql } from 'kysely'
import type { Database } from './connect.ts'

/** Where every decision about time gets its `now`. Tests set it; in production it is the database's clock. */
export interface Clock {
  now(): Promise<Date>
}

export function databaseClock(db: Database): Clock {
  return {
    async now() {
      const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
      const row = rows[0]
      if (row === undefined) throw new Error('The database did not tell the time')
      return row.now
    },
  }
}
