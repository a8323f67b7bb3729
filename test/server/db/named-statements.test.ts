import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectDatabase, type Database } from '../../../server/db/connect.ts'
import { cloneDatabase } from '../../support/server/test-database.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
let db: Database
beforeEach(async () => {
  database = await cloneDatabase()
  // One connection, so that what it holds can be asked of it.
  db = connectDatabase(database.url, 1)
})
afterEach(async () => {
  await db.destroy()
  await database.drop()
})

async function plansKept(): Promise<string[]> {
  // Neither a select nor a change, so it keeps no plan of its own.
  const { rows } = await sql<{ statement: string }>`table pg_prepared_statements`.execute(db)
  return rows.map(({ statement }) => statement)
}

describe('statements with a name', () => {
  it('are planned once by a connection, whatever their parameters are', async () => {
    for (const sha256 of ['a', 'b', 'c'])
      await db.selectFrom('blobs').select('content').where('sha256', '=', sha256).execute()
    expect(await plansKept()).toEqual(['select "content" from "blobs" where "sha256" = $1'])
  })

  it('are no more than a connection should hold', { timeout: 30_000 }, async () => {
    for (let index = 0; index < 600; index += 1) {
      const { rows } = await sql<{ index: number }>`select ${sql.lit(index)} as index`.execute(db)
      expect(rows).toEqual([{ index }])
    }
    expect(await plansKept()).toHaveLength(500)
  })

  it('outlive a change of their tables: one request fails, and the connection with it', async () => {
    const other = connectDatabase(database.url, 1)
    await db.insertInto('blobs').values({ sha256: 'a', content: 'text' }).execute()
    const read = () => db.selectFrom('blobs').selectAll().execute()
    expect(await read()).toEqual([{ sha256: 'a', content: 'text' }])
    await sql`alter table blobs add column size integer default 4`.execute(other)
    await expect(read()).rejects.toThrow('cached plan')
    expect(await read()).toEqual([{ sha256: 'a', content: 'text', size: 4 }])
    await other.destroy()
  })

  it('count what they changed, and tell a commit from a transaction that had failed', async () => {
    const blobs = [
      { sha256: 'a', content: 'text' },
      { sha256: 'b', content: 'text' },
    ]
    const inserted = await db.insertInto('blobs').values(blobs).executeTakeFirst()
    expect(inserted.numInsertedOrUpdatedRows).toBe(2n)
    const failing = db.transaction().execute(async (tx) => {
      await tx
        .insertInto('blobs')
        .values(blobs)
        .execute()
        .catch(() => null)
    })
    await expect(failing).rejects.toThrow()
    const { numDeletedRows } = await db
      .deleteFrom('blobs')
      .where('content', '=', 'text')
      .executeTakeFirstOrThrow()
    expect(numDeletedRows).toBe(2n)
  })
})
