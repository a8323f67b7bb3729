import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { examineAudit } from '../../../cli/doctor/examine-audit.ts'
import { recordAudit } from '../../../server/db/audit/record-audit.ts'
import { sealAudit, verifyAudit } from '../../../server/db/audit/audit-chain.ts'
import { connectDatabase, type Database } from '../../../server/db/connect.ts'
import { cloneDatabase } from '../../support/server/test-database.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
let db: Database
beforeEach(async () => {
  database = await cloneDatabase()
  db = connectDatabase(database.url)
})
afterEach(async () => {
  await db.destroy()
  await database.drop()
})

const write = (subject: string, at = new Date('2026-11-28T10:00:00.123Z')) =>
  recordAudit(db, {
    at,
    actor: 'platform',
    action: 'position-closed',
    subject,
    detail: { name: 'Ünïcode "quotes" \\ \u{1F600}', deep: { b: [1.5, null, true], a: 0.1 } },
  })
async function writeAndSeal(count: number) {
  for (let each = 0; each < count; each += 1) await write(`position:${each}`)
  await sealAudit(db)
  return (await verifyAudit(db)).head!
}
/** As somebody with the database's own rights could. */
async function pastTheGuards(statements: string) {
  for (const table of ['audit', 'audit_chain'])
    await sql.raw(`alter table ${table} disable trigger user`).execute(db)
  for (const statement of statements.split(';')) await sql.raw(statement.trim()).execute(db)
  for (const table of ['audit', 'audit_chain'])
    await sql.raw(`alter table ${table} enable trigger user`).execute(db)
}

describe('an honest audit holds', () => {
  test('row after row, whatever is in it, and across seals', async () => {
    expect(await verifyAudit(db)).toEqual({ head: null, waiting: 0, fault: null })
    const first = await writeAndSeal(3)
    expect(first.seq).toBe(3)
    await write('position:later')
    expect(await verifyAudit(db)).toMatchObject({ head: first, waiting: 1, fault: null })
    const second = await writeAndSeal(2)
    expect(second.seq).toBe(6)
    expect(await verifyAudit(db, first)).toEqual({ head: second, waiting: 0, fault: null })
  })

  test('a row with a lower number that commits later is sealed after the others', async () => {
    const slow = await db.startTransaction().execute()
    await recordAudit(slow, { at: new Date(), actor: 'platform', action: 'x', subject: 'slow' })
    await writeAndSeal(2)
    await slow.commit().execute()
    await sealAudit(db)
    const report = await verifyAudit(db)
    expect(report).toMatchObject({ head: { seq: 3 }, waiting: 0, fault: null })
    const { rows } = await sql<{ subject: string }>`
      select subject from audit_chain join audit on audit.id = audit_id order by seq`.execute(db)
    expect(rows.map(({ subject }) => subject)).toEqual(['position:0', 'position:1', 'slow'])
  })

  test('several servers seal at once, and each row once', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, at) => write(`position:${at}`)))
    await Promise.all([sealAudit(db), sealAudit(db), sealAudit(db)])
    expect(await verifyAudit(db)).toMatchObject({ head: { seq: 60 }, waiting: 0, fault: null })
  })
})

describe('what was changed past the guards is found, and the first of it is named', () => {
  test.each([
    ["update audit set actor = 'staff:somebody' where subject = 'position:2'", 'row_changed', 3],
    ["update audit set detail = '{}' where subject = 'position:2'", 'row_changed', 3],
    ["update audit set at = at + interval '1 microsecond' where subject = 'position:4'", 'row_changed', 5],
    ["delete from audit where subject in ('position:3', 'position:1')", 'row_missing', 2],
    ['delete from audit_chain where seq = 4', 'link_missing', 4],
    [
      'delete from audit_chain where seq = 4; update audit_chain set seq = seq - 1 where seq > 4',
      'row_changed',
      4,
    ],
    ["update audit_chain set hash = sha256('x') where seq = 5", 'row_changed', 5],
  ])('%s', async (statement, kind, seq) => {
    await writeAndSeal(5)
    await pastTheGuards(statement)
    expect((await verifyAudit(db)).fault).toMatchObject({ kind, seq })
    const part = await examineAudit(database.url)
    expect(part?.lines).toMatchObject([{ health: 'bad', what: expect.stringContaining(`number ${seq}`) }])
  })

  test('a row that was put in past the seal, and an end that was cut off', async () => {
    const head = await writeAndSeal(5)
    await pastTheGuards(
      "insert into audit (at, actor, action, subject, detail) values (now(), 'platform', 'x', 'y', '{}')",
    )
    expect((await verifyAudit(db)).fault).toEqual({ kind: 'unsealed', rows: 1 })
    await pastTheGuards(
      'delete from audit_chain where seq > 3; delete from audit where id not in (select audit_id from audit_chain)',
    )
    // Nothing in the database shows it any more; the head that was noted elsewhere does.
    expect((await verifyAudit(db)).fault).toBeNull()
    expect((await verifyAudit(db, head)).fault).toEqual({ kind: 'head_missing', seq: 5 })
    const noted = `${head.seq}:${head.hash}`
    expect((await examineAudit(database.url, noted))?.lines).toMatchObject([{ health: 'bad' }])
  })

  test('the guards themselves refuse', async () => {
    await writeAndSeal(1)
    for (const statement of [
      'update audit_chain set seq = 7',
      'delete from audit_chain',
      'truncate audit_chain',
    ])
      await expect(sql.raw(statement).execute(db)).rejects.toThrow('append-only')
  })
})

test('the doctor prints the head, and takes it again', async () => {
  const head = await writeAndSeal(2)
  const noted = `${head.seq}:${head.hash}`
  const part = await examineAudit(database.url)
  expect(part?.lines.map(({ what }) => what)).toContain(noted)
  expect((await examineAudit(database.url, ` ${noted}\n`))?.lines).toMatchObject([
    { health: 'good' },
    { health: 'good' },
    { health: 'good', name: 'AUDIT_HEAD' },
  ])
  expect((await examineAudit(database.url, 'nonsense'))?.lines).toMatchObject([{ health: 'bad' }])
  expect(await examineAudit(null)).toBeNull()
})
