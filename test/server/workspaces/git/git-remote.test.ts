import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../support/server/test-server.ts'
import {
  beginPush,
  bodyOfHead,
  commit,
  filesOf,
  openGitAttempts,
  saveInBrowser,
  type GitAttempt,
} from './git-attempt.ts'

let server: TestServer
const gitAttempts = openGitAttempts(() => server)
const { start, clone } = gitAttempts
beforeAll(async () => void (server = await startTestServer()))
afterAll(async () => {
  await gitAttempts.close()
  await server.stop()
})

describe('an attempt as a git remote', () => {
  it('clones the starter as it is in the browser', async () => {
    const attempt = await clone()
    for (const [path, content] of await filesOf(attempt))
      expect(await readFile(join(attempt.git.folder, path), 'utf8')).toBe(content)
    expect(await attempt.git.must('branch', '--show-current')).toBe('main\n')
  })

  it('a push is a save: the files are in the browser, the commits and their words are kept', async () => {
    const attempt = await clone()
    await commit(attempt, { 'notes/plan.md': 'first\n' }, 'Plan the work')
    await commit(attempt, { 'notes/plan.md': 'second\n' }, 'Ünïcode in a message')
    await attempt.git.must('push', '-q')
    expect((await filesOf(attempt)).get('notes/plan.md')).toBe('second\n')
    const second = await gitAttempts.client()
    await second.must('clone', '-q', attempt.cloneUrl, '.')
    const log = await second.must('log', '--format=%s')
    expect(log.split('\n').slice(0, 3)).toEqual([
      'Ünïcode in a message',
      'Plan the work',
      'The exercise as it was handed out',
    ])
  })

  it('what was typed in the browser comes with the next pull, as a commit', async () => {
    const attempt = await clone()
    await saveInBrowser(attempt, 'typed.txt', 'in the browser\n')
    await attempt.git.must('pull', '-q', '--ff-only')
    expect(await readFile(join(attempt.git.folder, 'typed.txt'), 'utf8')).toBe('in the browser\n')
    expect(await attempt.git.must('log', '-1', '--format=%s')).toContain('Saved in the browser')
  })

  it('a push over newer work from the browser is turned away, and after a merge both are there', async () => {
    const attempt = await clone()
    await commit(attempt, { 'mine.txt': 'from the editor\n' }, 'Mine')
    await saveInBrowser(attempt, 'typed.txt', 'in the browser\n')
    const refused = await attempt.git.run('push', '-q')
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toMatch(/fetch first|non-fast-forward/)
    expect((await filesOf(attempt)).has('mine.txt')).toBe(false)
    await attempt.git.must('pull', '-q', '--no-rebase', '--no-edit')
    await attempt.git.must('push', '-q')
    const files = await filesOf(attempt)
    expect([files.get('mine.txt'), files.get('typed.txt')]).toEqual(['from the editor\n', 'in the browser\n'])
  })

  it('what the browser had not sent when a push came in is kept beside it, whole, and chosen by hand', async () => {
    const attempt = await clone()
    const { visitor, attemptId } = attempt
    const params = { attemptId }
    await commit(attempt, { 'both.txt': 'from the push\n', 'pushed.txt': 'new\n' }, 'Push')
    await attempt.git.must('push', '-q')
    // The page was made from the state before the push, and has typed into a file of its own, too.
    const { conflictPaths } = await visitor.must('saveWorkspace', {
      params,
      body: {
        clientId: randomUUID(),
        seq: 1,
        baseRevision: 0,
        changes: [
          { kind: 'write', path: 'both.txt', content: 'from the browser\n' },
          { kind: 'write', path: 'typed.txt', content: 'new, too\n' },
        ],
      },
    })
    expect(conflictPaths).toEqual(['both.txt'])
    const files = await filesOf(attempt)
    expect(files.get('both.txt')).toBe('from the push\n')
    expect([files.get('pushed.txt'), files.get('typed.txt')]).toEqual(['new\n', 'new, too\n'])
    const { conflicts } = await visitor.must('listConflictCopies', { params })
    const copyId = conflicts[0]?.id ?? ''
    expect((await visitor.must('getConflictCopy', { params: { ...params, copyId } })).files).toEqual([
      { path: 'both.txt', content: 'from the browser\n' },
    ])
  })

  it('deleting and renaming files reaches the browser', async () => {
    const attempt = await clone()
    const [first] = await filesOf(attempt)
    if (first === undefined) throw new Error('The starter is empty.')
    await rm(join(attempt.git.folder, first[0]))
    await commit(attempt, { [`moved/${first[0]}`]: first[1] }, 'Move')
    await attempt.git.must('push', '-q')
    const files = await filesOf(attempt)
    expect(files.has(first[0])).toBe(false)
    expect(files.get(`moved/${first[0]}`)).toBe(first[1])
  })
})

describe('who may come in', () => {
  it('nobody without the credential, and nobody with that of another attempt', async () => {
    const [mine, other] = [await start(), await start()]
    const wrong = new URL(mine.cloneUrl)
    wrong.password = 'not-the-credential'
    expect((await mine.git.run('clone', wrong.href, '.')).stderr).toMatch(/Authentication failed/)
    const foreign = new URL(mine.cloneUrl)
    foreign.password = new URL(other.cloneUrl).password
    expect((await mine.git.run('clone', foreign.href, '.')).stderr).toMatch(/not found/i)
  })

  it('only the five newest clone commands work', async () => {
    const { visitor, attemptId, git, cloneUrl } = await start()
    for (let count = 0; count < 5; count += 1) {
      server.clock.advance(1_000)
      await visitor.must('createGitCredential', { params: { attemptId } })
    }
    expect((await git.run('clone', cloneUrl, '.')).stderr).toMatch(/Authentication failed/)
  })
})

describe('the end of the time', () => {
  it('in the minute after it a push counts, flagged late; after that it is kept apart, and git is told', async () => {
    const attempt = await clone()
    const { deadline } = await attempt.visitor.must('getClock', { params: { attemptId: attempt.attemptId } })
    await commit(attempt, { 'late.txt': 'a little\n' }, 'A little late')
    const before = server.clock.current
    server.clock.current = new Date(new Date(deadline).getTime() + 20_000)
    await attempt.git.must('push', '-q')
    const row = await server.deps.db
      .selectFrom('revisions')
      .select(['late_by_ms', 'source'])
      .where('attempt_id', '=', attempt.attemptId)
      .executeTakeFirstOrThrow()
    expect(row.source).toBe('git')
    expect(row.late_by_ms).toBeGreaterThanOrEqual(20_000)
    await commit(attempt, { 'late.txt': 'much\n' }, 'Much too late')
    server.clock.current = new Date(new Date(deadline).getTime() + 61_000)
    const refused = await attempt.git.run('push', '-q')
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toMatch(/the time is over.*kept/s)
    expect((await filesOf(attempt)).get('late.txt')).toBe('a little\n')
    const kept = await server.deps.db
      .selectFrom('late_writes')
      .select('body')
      .where('attempt_id', '=', attempt.attemptId)
      .execute()
    expect(kept).toHaveLength(1)
    server.clock.current = before
  })
})

describe('when a push came in', () => {
  async function slowPush(attempt: GitAttempt, cloneUrl: string) {
    const push = await beginPush(cloneUrl, await bodyOfHead(attempt), 20)
    // Whatever the server did not wait for with this push is done once it has answered something that came later.
    await attempt.git.must('ls-remote', attempt.cloneUrl)
    return push
  }

  const sweptPush = async (headersAtMs: number, bodyAfterMs: number) => {
    const attempt = await clone()
    const { deadline } = await attempt.visitor.must('getClock', { params: { attemptId: attempt.attemptId } })
    await commit(attempt, { 'slow.txt': 'on its way\n' }, 'On its way')
    const before = server.clock.current
    server.clock.current = new Date(new Date(deadline).getTime() + headersAtMs)
    const push = await slowPush(attempt, attempt.cloneUrl)
    server.clock.advance(bodyAfterMs)
    push.finish()
    const { text } = await push.answered
    server.clock.current = before
    const rows = await server.deps.db
      .selectFrom('revisions')
      .select('late_by_ms')
      .where('attempt_id', '=', attempt.attemptId)
      .execute()
    return { text, lateByMs: rows.map((row) => row.late_by_ms) }
  }

  it('is when its last byte came: headers that were early make nothing of it earlier', async () => {
    const late = await sweptPush(-1_000, 58_000)
    expect(late.text).toContain('ok refs/heads/main')
    expect(late.lateByMs).toEqual([57_000])
    const tooLate = await sweptPush(59_000, 2_000)
    expect(tooLate.text).toContain('ng refs/heads/main too late')
    expect(tooLate.lateByMs).toEqual([])
  })

  it('of somebody without a credential nothing is waited for', async () => {
    const attempt = await clone()
    await commit(attempt, { 'foreign.txt': 'x\n' }, 'Foreign')
    const wrong = new URL(attempt.cloneUrl)
    wrong.password = 'not-the-credential'
    const push = await slowPush(attempt, wrong.href)
    expect((await push.answered).status).toBe(401)
    push.finish()
  })
})
