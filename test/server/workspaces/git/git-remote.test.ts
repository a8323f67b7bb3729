import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweepDeadlines } from '../../../../server/runs/sweep.ts'
import { startTestServer, type TestServer } from '../../../support/test-server.ts'
import type { Visitor } from '../../../support/call.ts'
import { openGitClient, type GitClient } from './git-client.ts'

let server: TestServer
const clients: GitClient[] = []
beforeAll(async () => void (server = await startTestServer()))
afterAll(async () => {
  for (const client of clients) await client.close()
  await server.stop()
})

interface Sitting {
  visitor: Visitor
  attemptId: string
  git: GitClient
  cloneUrl: string
}

async function sit(): Promise<Sitting> {
  const { visitor, attemptId } = await server.sitting()
  const { cloneUrl } = await visitor.must('createGitCredential', { params: { attemptId } })
  const git = await openGitClient()
  clients.push(git)
  return { visitor, attemptId, git, cloneUrl }
}

async function clone(): Promise<Sitting> {
  const sitting = await sit()
  await sitting.git.must('clone', '-q', sitting.cloneUrl, '.')
  return sitting
}

const saveInBrowser = ({ visitor, attemptId }: Sitting, path: string, content: string) =>
  visitor.must('saveWorkspace', {
    params: { attemptId },
    body: { clientId: randomUUID(), seq: 1, changes: [{ kind: 'write', path, content }] },
  })

async function filesOf({ visitor, attemptId }: Sitting): Promise<Map<string, string>> {
  const { files } = await visitor.must('getWorkspace', { params: { attemptId } })
  return new Map(files.map((file) => [file.path, file.content]))
}

async function commit({ git }: Sitting, files: Record<string, string>, message: string): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(git.folder, path, '..'), { recursive: true })
    await writeFile(join(git.folder, path), content)
  }
  await git.must('add', '--all')
  await git.must('commit', '-q', '-m', message)
}

describe('an attempt as a git remote', () => {
  it('clones the starter as it is in the browser', async () => {
    const sitting = await clone()
    for (const [path, content] of await filesOf(sitting))
      expect(await readFile(join(sitting.git.folder, path), 'utf8')).toBe(content)
    expect(await sitting.git.must('branch', '--show-current')).toBe('main\n')
  })

  it('a push is a save: the files are in the browser, the commits and their words are kept', async () => {
    const sitting = await clone()
    await commit(sitting, { 'notes/plan.md': 'first\n' }, 'Plan the work')
    await commit(sitting, { 'notes/plan.md': 'second\n' }, 'Ünïcode in a message')
    await sitting.git.must('push', '-q')
    expect((await filesOf(sitting)).get('notes/plan.md')).toBe('second\n')
    const second = await openGitClient()
    clients.push(second)
    await second.must('clone', '-q', sitting.cloneUrl, '.')
    const log = await second.must('log', '--format=%s')
    expect(log.split('\n').slice(0, 3)).toEqual([
      'Ünïcode in a message',
      'Plan the work',
      'The exercise as it was handed out',
    ])
  })

  it('what was typed in the browser comes with the next pull, as a commit', async () => {
    const sitting = await clone()
    await saveInBrowser(sitting, 'typed.txt', 'in the browser\n')
    await sitting.git.must('pull', '-q', '--ff-only')
    expect(await readFile(join(sitting.git.folder, 'typed.txt'), 'utf8')).toBe('in the browser\n')
    expect(await sitting.git.must('log', '-1', '--format=%s')).toContain('Saved in the browser')
  })

  it('42: a push over newer work from the browser is turned away, and after a merge both are there', async () => {
    const sitting = await clone()
    await commit(sitting, { 'mine.txt': 'from the editor\n' }, 'Mine')
    await saveInBrowser(sitting, 'typed.txt', 'in the browser\n')
    const refused = await sitting.git.run('push', '-q')
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toMatch(/fetch first|non-fast-forward/)
    expect((await filesOf(sitting)).has('mine.txt')).toBe(false)
    await sitting.git.must('pull', '-q', '--no-rebase', '--no-edit')
    await sitting.git.must('push', '-q')
    const files = await filesOf(sitting)
    expect([files.get('mine.txt'), files.get('typed.txt')]).toEqual(['from the editor\n', 'in the browser\n'])
  })

  it('42: what the browser had not sent when a push came in is kept beside it, whole, and chosen by hand', async () => {
    const sitting = await clone()
    const { visitor, attemptId } = sitting
    const params = { attemptId }
    await commit(sitting, { 'both.txt': 'from the push\n', 'pushed.txt': 'new\n' }, 'Push')
    await sitting.git.must('push', '-q')
    // The page was made from the state before the push, and has typed into a file of its own, too.
    const { keptApart } = await visitor.must('saveWorkspace', {
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
    expect(keptApart).toEqual(['both.txt'])
    const files = await filesOf(sitting)
    expect(files.get('both.txt')).toBe('from the push\n')
    expect([files.get('pushed.txt'), files.get('typed.txt')]).toEqual(['new\n', 'new, too\n'])
    const { branches } = await visitor.must('listBranches', { params })
    const branchId = branches[0]?.id ?? ''
    expect((await visitor.must('getBranch', { params: { ...params, branchId } })).files).toEqual([
      { path: 'both.txt', content: 'from the browser\n' },
    ])
  })

  it('deleting and renaming files reaches the browser', async () => {
    const sitting = await clone()
    const [first] = await filesOf(sitting)
    if (first === undefined) throw new Error('The starter is empty.')
    await rm(join(sitting.git.folder, first[0]))
    await commit(sitting, { [`moved/${first[0]}`]: first[1] }, 'Move')
    await sitting.git.must('push', '-q')
    const files = await filesOf(sitting)
    expect(files.has(first[0])).toBe(false)
    expect(files.get(`moved/${first[0]}`)).toBe(first[1])
  })
})

describe('who may come in', () => {
  it('nobody without the credential, and nobody with that of another attempt', async () => {
    const [mine, other] = [await sit(), await sit()]
    const wrong = new URL(mine.cloneUrl)
    wrong.password = 'not-the-credential'
    expect((await mine.git.run('clone', wrong.href, '.')).stderr).toMatch(/Authentication failed/)
    const foreign = new URL(mine.cloneUrl)
    foreign.password = new URL(other.cloneUrl).password
    expect((await mine.git.run('clone', foreign.href, '.')).stderr).toMatch(/not found/i)
  })

  it('only the five newest clone commands work', async () => {
    const { visitor, attemptId, git, cloneUrl } = await sit()
    for (let count = 0; count < 5; count += 1) {
      server.clock.advance(1_000)
      await visitor.must('createGitCredential', { params: { attemptId } })
    }
    expect((await git.run('clone', cloneUrl, '.')).stderr).toMatch(/Authentication failed/)
  })
})

describe('the end of the time', () => {
  it('30: in the minute after it a push counts, flagged late; after that it is kept apart, and git is told', async () => {
    const sitting = await clone()
    const { deadline } = await sitting.visitor.must('getClock', { params: { attemptId: sitting.attemptId } })
    await commit(sitting, { 'late.txt': 'a little\n' }, 'A little late')
    const before = server.clock.current
    server.clock.current = new Date(new Date(deadline).getTime() + 20_000)
    await sitting.git.must('push', '-q')
    const row = await server.deps.db
      .selectFrom('revisions')
      .select(['late_by_ms', 'source'])
      .where('attempt_id', '=', sitting.attemptId)
      .executeTakeFirstOrThrow()
    expect(row.source).toBe('git')
    expect(row.late_by_ms).toBeGreaterThanOrEqual(20_000)
    await commit(sitting, { 'late.txt': 'much\n' }, 'Much too late')
    server.clock.current = new Date(new Date(deadline).getTime() + 61_000)
    const refused = await sitting.git.run('push', '-q')
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toMatch(/the time is over.*kept/s)
    expect((await filesOf(sitting)).get('late.txt')).toBe('a little\n')
    const kept = await server.deps.db
      .selectFrom('late_writes')
      .select('body')
      .where('attempt_id', '=', sitting.attemptId)
      .execute()
    expect(kept).toHaveLength(1)
    server.clock.current = before
  })
})

describe('when a push came in', () => {
  /** What git sends of a commit, with all but the head of its body held back until it is asked for. */
  async function slowPush(sitting: Sitting, cloneUrl: string) {
    const { git } = sitting
    const [known, head] = [await git.must('rev-parse', 'origin/main'), await git.must('rev-parse', 'HEAD')]
    const revisions = `${head.trim()}\n^${known.trim()}\n`
    const name = (await git.input(revisions, 'pack-objects', '-q', '--revs', '.git/held')).trim()
    const pack = await readFile(join(git.folder, `.git/held-${name}.pack`))
    const line = `${known.trim()} ${head.trim()} refs/heads/main\0 report-status`
    const length = (Buffer.byteLength(line) + 4).toString(16).padStart(4, '0')
    const body = Buffer.concat([Buffer.from(`${length}${line}0000`), pack])
    const { origin, pathname, username, password } = new URL(cloneUrl)
    const sending = request(`${origin}${pathname}/git-receive-pack`, {
      method: 'POST',
      auth: `${username}:${password}`,
      headers: {
        'content-type': 'application/x-git-receive-pack-request',
        'content-length': body.length,
      },
    })
    const answered = once(sending, 'response').then(async ([response]) => ({
      status: response.statusCode,
      text: await text(response),
    }))
    await new Promise((resolve) => sending.write(body.subarray(0, 20), resolve))
    // Whatever the server did not wait for with this push is done once it has answered something that came later.
    await git.must('ls-remote', sitting.cloneUrl)
    return { answered, finish: () => void sending.end(body.subarray(20)) }
  }

  it('30: is when its first byte came, however slowly the rest follows', async () => {
    const sitting = await clone()
    const { deadline } = await sitting.visitor.must('getClock', { params: { attemptId: sitting.attemptId } })
    await commit(sitting, { 'slow.txt': 'on its way\n' }, 'On its way')
    const before = server.clock.current
    server.clock.current = new Date(new Date(deadline).getTime() + 59_999)
    const push = await slowPush(sitting, sitting.cloneUrl)
    server.clock.advance(500)
    await sweepDeadlines(server.deps)
    push.finish()
    expect(await push.answered).toMatchObject({ status: 200, text: expect.stringContaining('unpack ok') })
    expect((await filesOf(sitting)).get('slow.txt')).toBe('on its way\n')
    server.clock.current = before
  })

  it('90: of somebody without a credential nothing is waited for', async () => {
    const sitting = await clone()
    await commit(sitting, { 'foreign.txt': 'x\n' }, 'Foreign')
    const wrong = new URL(sitting.cloneUrl)
    wrong.password = 'not-the-credential'
    const push = await slowPush(sitting, wrong.href)
    expect((await push.answered).status).toBe(401)
    push.finish()
  })
})

describe('what is turned away, with a reason, while nothing changes', () => {
  const refusedPush = async (sitting: Sitting, ...args: string[]) => {
    const before = await filesOf(sitting)
    const { code, stderr } = await sitting.git.run(
      'push',
      ...(args.length > 0 ? args : ['origin', 'HEAD:main']),
    )
    expect(code).not.toBe(0)
    expect(await filesOf(sitting)).toEqual(before)
    return stderr
  }

  it('87: a symbolic link and a submodule', async () => {
    const sitting = await clone()
    await symlink('/etc/passwd', join(sitting.git.folder, 'link'))
    await commit(sitting, {}, 'A link')
    expect(await refusedPush(sitting)).toContain('"link" is a symbolic link')
    const other = await clone()
    const head = (await other.git.must('rev-parse', 'HEAD')).trim()
    await other.git.must('update-index', '--add', '--cacheinfo', `160000,${head},sub`)
    await other.git.must('commit', '-q', '-m', 'A submodule')
    expect(await refusedPush(other)).toContain('submodule')
  })

  it('86, 88: names that mean something to git', async () => {
    const sitting = await clone()
    const blob = (await sitting.git.must('hash-object', '-w', '--stdin')).trim()
    for (const name of ['.git', '.GIT', 'git~1', '..']) {
      const tree = (await sitting.git.input(`100644 blob ${blob}\t${name}\n`, 'mktree', '--missing')).trim()
      const made = (await sitting.git.must('commit-tree', tree, '-p', 'HEAD', '-m', 'x')).trim()
      expect(await refusedPush(sitting, 'origin', `${made}:refs/heads/main`)).toMatch(/fsck error|Not taken/)
    }
    await commit(sitting, { '.gitmodules': '[submodule "a"]\n\tpath = a\n\turl = -u./payload\n' }, 'x')
    expect(await refusedPush(sitting)).toMatch(/gitmodules|fsck/)
  })

  it('89: other branches, tags, a forced push and a deletion', async () => {
    const sitting = await clone()
    await commit(sitting, { 'a.txt': 'a\n' }, 'a')
    expect(await refusedPush(sitting, 'origin', 'HEAD:refs/heads/other')).toContain('only the branch "main"')
    expect(await refusedPush(sitting, 'origin', 'HEAD:refs/tags/v1')).toContain('only the branch "main"')
    expect(await refusedPush(sitting, 'origin', ':main')).toMatch(/delet/)
    await sitting.git.must('push', '-q')
    await sitting.git.must('reset', '-q', '--hard', 'HEAD~1')
    await commit(sitting, { 'b.txt': 'b\n' }, 'b')
    const files = await filesOf(sitting)
    expect((await sitting.git.run('push', '--force', 'origin', 'HEAD:main')).code).not.toBe(0)
    expect(await filesOf(sitting)).toEqual(files)
  })

  it('84: a small pack that unpacks to a gigabyte', async () => {
    const sitting = await clone()
    await sitting.git.must('config', 'core.bigFileThreshold', '1m')
    await writeFile(join(sitting.git.folder, 'zeros'), Buffer.alloc(256 * 1024 * 1024))
    await commit(sitting, {}, 'zeros')
    expect(await refusedPush(sitting)).toMatch(/unpacked it is larger|Not taken|exceeds|failed/)
  })

  it('85: a tree of ten million paths in a few kilobytes', async () => {
    const sitting = await clone()
    const blob = (await sitting.git.must('hash-object', '-w', '--stdin')).trim()
    let tree = (await sitting.git.input(entries(`100644 blob ${blob}`), 'mktree')).trim()
    for (let depth = 0; depth < 4; depth += 1)
      tree = (await sitting.git.input(entries(`040000 tree ${tree}`), 'mktree')).trim()
    const made = (await sitting.git.must('commit-tree', tree, '-p', 'HEAD', '-m', 'x')).trim()
    expect(await refusedPush(sitting, 'origin', `${made}:refs/heads/main`)).toMatch(/more than 200 files/)
  })

  it('binaries, files that are too large, and too many of them: each is named', async () => {
    const sitting = await clone()
    await writeFile(join(sitting.git.folder, 'image.bin'), Buffer.from([0xff, 0xfe, 0x80]))
    await commit(sitting, {}, 'binary')
    expect(await refusedPush(sitting)).toContain('"image.bin" is not UTF-8 text')
    const large = await clone()
    await commit(large, { 'large.txt': 'x'.repeat(513 * 1024) }, 'large')
    expect(await refusedPush(large)).toContain('"large.txt" is larger than 512 KiB')
  })

  it('90: what is no pack at all, or only half of one, harms nobody', async () => {
    const sitting = await clone()
    const url = new URL(sitting.cloneUrl)
    const headers = {
      authorization: `Basic ${Buffer.from(`${url.username}:${url.password}`).toString('base64')}`,
      'content-type': 'application/x-git-receive-pack-request',
    }
    url.username = url.password = ''
    for (const body of ['garbage', `0000PACK${'\0'.repeat(50)}`, 'x'.repeat(11 * 1024 * 1024)]) {
      const answer = await fetch(`${url.href}/git-receive-pack`, { method: 'POST', headers, body })
      expect(answer.status).not.toBe(500)
      await answer.text()
    }
    expect((await sitting.git.run('pull')).code).toBe(0)
  })
})

/** 26 names, each for the same thing. */
const entries = (what: string) =>
  Array.from({ length: 26 }, (_, index) => `${what}\t${String.fromCharCode(97 + index)}\n`).join('')
