import { randomUUID } from 'node:crypto'
import { execFile } from 'node:child_process'
import { appendFile, chmod, chown, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Visitor } from '../support/server/call.ts'
import { eventually } from '../support/eventually.ts'
import { startOwnPostgres, type OwnPostgres } from '../support/server/own-postgres.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'

interface TestInstallation {
  postgres: OwnPostgres
  server: TestServer
}

const run = promisify(execFile)
const installations: TestInstallation[] = []
let installation: TestInstallation
let archive: string
beforeAll(async () => {
  const postgres = await startOwnPostgres()
  archive = join(postgres.state, 'archive')
  await mkdir(archive)
  await chmod(archive, 0o777)
  await ask(postgres, [
    `alter system set archive_mode = 'on'`,
    `alter system set archive_command = 'cp %p ${archive}/%f'`,
  ])
  await postgres.shutDown()
  await postgres.start()
  installation = await openInstallation(postgres)
})
afterAll(async () => {
  for (const { server, postgres } of installations.reverse()) {
    await server.stop()
    await postgres.stop()
  }
})

async function openInstallation(postgres: OwnPostgres): Promise<TestInstallation> {
  const server = await startTestServer({ databaseUrl: postgres.databaseUrl })
  const opened = { postgres, server }
  installations.push(opened)
  return opened
}

/** In one session: a backup belongs to the one that began it. Answers the last statement's one row. */
async function ask(
  { databaseUrl }: OwnPostgres,
  statements: (string | (() => Promise<void>))[],
): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  let row: Record<string, string> = {}
  for (const statement of statements) {
    if (typeof statement === 'string') row = (await client.query(statement)).rows[0] ?? {}
    else await statement()
  }
  await client.end()
  return row
}

type Attempt = Awaited<ReturnType<TestServer['attempt']>>

async function type(attempt: Attempt, saves: number): Promise<void> {
  const clientId = randomUUID()
  for (let seq = 1; seq <= saves; seq += 1) {
    installation.server.clock.advance(1_000)
    const change = { kind: 'write' as const, path: `file-${seq % 3}.txt`, content: `${seq} ${randomUUID()}` }
    await attempt.visitor.must('saveWorkspace', {
      params: { attemptId: attempt.attemptId },
      body: { clientId, seq, changes: [change] },
    })
  }
}

/** Every state of the work with its files and checksums, as a candidate's page reads them. */
async function historyOf(visitor: Visitor, attemptId: string) {
  const { revisions } = await visitor.must('listRevisions', { params: { attemptId } })
  const states = []
  for (const { revision } of revisions) {
    const params = { attemptId, revision: String(revision) }
    states.push(await visitor.must('getRevision', { params }))
  }
  return { revisions, states }
}

/** The database runs under an account of its own, which must be able to put away what it has read. */
async function writeAs(owned: string, path: string, text: string): Promise<void> {
  const { uid, gid } = await stat(owned)
  await writeFile(path, text)
  await chown(path, uid, gid)
}

/** A data folder from a copy that was made while the database was at work, brought up to a named point by what was archived. */
async function restore(copy: string, point: string): Promise<TestInstallation> {
  const prepare = async (state: string) => {
    const data = join(state, 'postgres', 'data')
    await mkdir(join(state, 'postgres'))
    await run('cp', ['-a', copy, data])
    await rm(join(data, 'postmaster.pid'), { force: true })
    await writeAs(copy, join(data, 'recovery.signal'), '')
    const settings = [
      `restore_command = 'cp ${archive}/%f %p'`,
      `recovery_target_name = '${point}'`,
      `recovery_target_action = 'promote'`,
      `archive_mode = 'off'`,
    ]
    await appendFile(join(data, 'postgresql.auto.conf'), `${settings.join('\n')}\n`)
  }
  return openInstallation(await startOwnPostgres({ password: installation.postgres.password, prepare }))
}

it('a backup that is restored to a point in time has every state of the work as it was then', async () => {
  const { postgres, server } = installation
  const attempt = await server.attempt()
  await type(attempt, 20)
  const copy = join(postgres.state, 'copy')
  const data = join(postgres.state, 'postgres', 'data')
  const stopped = await ask(postgres, [
    `select pg_backup_start('test', fast => true)`,
    () => type(attempt, 10),
    async () => void (await run('cp', ['-a', data, copy])),
    () => type(attempt, 10),
    `select labelfile from pg_backup_stop(wait_for_archive => false)`,
  ])
  await writeAs(copy, join(copy, 'backup_label'), stopped['labelfile'] ?? '')
  await type(attempt, 20)
  const then = await historyOf(attempt.visitor, attempt.attemptId)
  expect(then.revisions).toHaveLength(61)
  await ask(postgres, [`select pg_create_restore_point('then')`])
  await type(attempt, 15)
  const { file = '' } = await ask(postgres, [`select pg_walfile_name(pg_current_wal_lsn()) as file`])
  await ask(postgres, [`select pg_switch_wal()`])
  await eventually(async () => {
    const { archived = '' } = await ask(postgres, [
      `select last_archived_wal as archived from pg_stat_archiver`,
    ])
    return archived >= file
  })

  const again = await restore(copy, 'then')
  const visitor = again.server.visitor()
  const [name = '', value = ''] = attempt.visitor.cookieHeader.split('=')
  visitor.addCookies([`${name}=${value}`])
  expect(await historyOf(visitor, attempt.attemptId)).toEqual(then)
  expect((await historyOf(attempt.visitor, attempt.attemptId)).revisions).toHaveLength(76)
})
