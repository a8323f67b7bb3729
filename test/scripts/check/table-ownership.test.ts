import { describe, expect, it } from 'vitest'
import { checkTables } from '../../../scripts/check/check-tables.ts'
import { findOwnershipFaults } from '../../../scripts/check/table-ownership.ts'
import { readOwners } from '../../../scripts/check/table-owners.ts'

const tables = readOwners([
  { path: 'server/db/tables/attempts.ts', text: 'export interface AttemptsTables { attempts: object }' },
  {
    path: 'server/db/tables/runs.ts',
    text: 'interface RunsTable { id: string }\nexport interface RunsTables { runs: RunsTable }',
  },
  {
    path: 'server/db/tables/submissions.ts',
    text: 'export interface SubmissionsTables { submissions: object; notes: object }',
  },
  { path: 'server/db/tables/mails.ts', text: 'export interface MailsTables { mails: object }' },
  {
    path: 'server/db/tables/platform.ts',
    text: 'export interface PlatformTables { audit: object; settings: object }',
  },
  { path: 'server/runs/store.ts', text: 'export interface OtherTables { elsewhere: object }' },
])
const faultsOf = (path: string, text: string) =>
  findOwnershipFaults([{ path, text }], {
    rooms: ['attempts', 'runs', 'submissions', 'board', 'privacy', 'demo'],
    readAll: ['board', 'privacy', 'demo'],
    writeAll: ['privacy', 'demo'],
    tables,
  })

it('the declarations of tables say whose they are', () => {
  expect(Object.fromEntries(tables)).toEqual({
    attempts: 'attempts',
    runs: 'runs',
    submissions: 'submissions',
    notes: 'submissions',
    mails: 'mails',
    audit: 'platform',
    settings: 'platform',
  })
})

describe('a room that reads a table of a later room', () => {
  const sentence =
    'server/runs/store.ts:1: "submissions" belongs to submissions, which comes after runs: move this into server/submissions/store.ts, or pass the answer in'
  it.each([
    ['selectFrom', `db.selectFrom('submissions').selectAll()`],
    ['an alias', `db.selectFrom('submissions as own')`],
    ['several at once', `db.selectFrom(['runs', 'submissions as own'])`],
    ['a join', `db.selectFrom('runs').leftJoin('submissions', 'a', 'b')`],
    ['a callback', `db.selectFrom('runs').where((eb) => eb.exists(eb.selectFrom('submissions')))`],
    ['a function taken out of its builder', `db.select(({ selectFrom }) => selectFrom('submissions as s'))`],
    ['sql', 'sql`select * from submissions`.execute(db)'],
    [
      'sql with a type and values',
      'sql<number>`(select count(*) from runs join submissions on ${a} = ${b})`',
    ],
    ['a list', 'sql`select 1 from runs, submissions as s where true`'],
    ['raw text', 'sql.raw(`select id from submissions where ${condition}`)'],
    ['upper case', 'sql`SELECT 1 FROM Submissions`'],
  ])('is told so: %s', (_, text) => {
    expect(faultsOf('server/runs/store.ts', text)).toEqual([sentence])
  })
})

describe('a room that writes what is not its own', () => {
  it.each([
    ['insertInto', `tx.insertInto('attempts').values({})`],
    ['updateTable', `tx.updateTable('attempts').set({})`],
    ['deleteFrom', `tx.deleteFrom('attempts')`],
    ['sql', 'sql`update attempts set x = 1`'],
    ['sql that also reads', 'sql`insert into attempts (id) select id from runs`'],
  ])('is told so, also of a table on its left: %s', (_, text) => {
    expect(faultsOf('server/runs/store.ts', text)).toEqual([
      'server/runs/store.ts:1: "attempts" belongs to attempts, and runs writes it: move this into server/attempts/store.ts and call that',
    ])
  })

  it('is sent to server/db for what belongs to no room', () => {
    expect(faultsOf('server/runs/store.ts', `db.insertInto('audit')`)).toEqual([
      'server/runs/store.ts:1: "audit" belongs to platform, and runs writes it: move this into server/db and call that',
    ])
  })

  it('the board reads everything and writes nothing; privacy and demo do both', () => {
    const both = `db.selectFrom('submissions'); db.deleteFrom('runs')`
    expect(faultsOf('server/board/store.ts', both)).toEqual([
      'server/board/store.ts:1: "runs" belongs to runs, and board writes it: move this into server/runs/store.ts and call that',
    ])
    expect(faultsOf('server/privacy/erase-store.ts', both)).toEqual([])
    expect(faultsOf('server/demo/store.ts', both)).toEqual([])
  })

  it('mails stand below all: everybody reads theirs, and they read nobody', () => {
    expect(faultsOf('server/attempts/store.ts', `db.selectFrom('mails')`)).toEqual([])
    expect(faultsOf('server/mails/store.ts', `db.selectFrom('attempts')`)).toEqual([
      expect.stringContaining('"attempts" belongs to attempts, which comes after mails'),
    ])
  })
})

describe('SQL outside a store', () => {
  it('is told where it belongs, in a use case and in routes', () => {
    expect(faultsOf('server/runs/create-run.ts', `\ndb.selectFrom('runs')`)).toEqual([
      'server/runs/create-run.ts:2: SQL about "runs" stands outside a store: move it into server/runs/store.ts or a <noun>-store.ts there',
    ])
    expect(faultsOf('server/runs/routes.ts', `db.selectFrom('runs')`)).toEqual([
      'server/runs/routes.ts:1: SQL about "runs" stands in a routes.ts, which is HTTP only: move it into server/runs/store.ts or a <noun>-store.ts there',
    ])
    expect(faultsOf('server/app.ts', 'sql`select 1`')).toEqual([
      'server/app.ts:1: SQL stands outside a store: move it into the store.ts of the room that it is about',
    ])
    expect(faultsOf('server/runs/restore.ts', 'sql`now()`')).toHaveLength(1)
  })

  it('stores of any noun, in any folder of a room, server/db and migrations hold it', () => {
    for (const path of ['server/runs/store.ts', 'server/runs/queue-store.ts', 'server/runs/queue/store.ts'])
      expect(faultsOf(path, `db.selectFrom('runs').innerJoin('attempts', 'a', 'b')`)).toEqual([])
    expect(faultsOf('server/db/audit/record-audit.ts', `db.insertInto('audit')`)).toEqual([])
    expect(faultsOf('server/db/migrations/001.ts', 'sql.raw(`alter table runs add x int`)')).toEqual([])
  })

  it('words that look like SQL and columns named like tables are none', () => {
    expect(
      faultsOf('server/runs/create-run.ts', `say('taken from submissions'); row.runs.update('attempts')`),
    ).toEqual([])
    expect(faultsOf('server/runs/store.ts', 'sql`select id, notes from runs for update`')).toEqual([])
  })
})

it('the server keeps to it', () => {
  expect(checkTables()).toEqual([])
})
