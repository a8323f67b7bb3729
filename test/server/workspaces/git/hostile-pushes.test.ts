import { createHash } from 'node:crypto'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readZip } from '../../../../server/workspaces/zip/read-zip.ts'
import { testSettings } from '../../../support/run/settings.ts'
import { startTestServer, type TestServer } from '../../../support/server/test-server.ts'
import {
  beginPush,
  bodyOfHead,
  commit,
  filesOf,
  openGitAttempts,
  pushBody,
  type GitAttempt,
} from './git-attempt.ts'
import { deltaBomb } from './delta-bomb.ts'

let server: TestServer
const gitAttempts = openGitAttempts(() => server)
const { clone } = gitAttempts
beforeAll(async () => void (server = await startTestServer()))
afterAll(async () => {
  await gitAttempts.close()
  await server.stop()
})

const mebibyte = 1024 * 1024
/** A gigabyte of zeros takes git on both sides a while to chew. */
const bombBytes = (testSettings().isFull ? 1_024 : 256) * mebibyte

describe('what is turned away, with a reason, while nothing changes', () => {
  const refusedPush = async (attempt: GitAttempt, ...args: string[]) => {
    const before = await filesOf(attempt)
    const { code, stderr } = await attempt.git.run(
      'push',
      ...(args.length > 0 ? args : ['origin', 'HEAD:main']),
    )
    expect(code).not.toBe(0)
    expect(await filesOf(attempt)).toEqual(before)
    return stderr
  }

  it('a symbolic link and a submodule', async () => {
    const attempt = await clone()
    await symlink('/etc/passwd', join(attempt.git.folder, 'link'))
    await commit(attempt, {}, 'A link')
    expect(await refusedPush(attempt)).toContain('"link" is a symbolic link')
    const other = await clone()
    const head = (await other.git.must('rev-parse', 'HEAD')).trim()
    await other.git.must('update-index', '--add', '--cacheinfo', `160000,${head},sub`)
    await other.git.must('commit', '-q', '-m', 'A submodule')
    expect(await refusedPush(other)).toContain('submodule')
  })

  it('names that mean something to git', async () => {
    const attempt = await clone()
    const blob = (await attempt.git.must('hash-object', '-w', '--stdin')).trim()
    // The last has a character in it that macOS does not see.
    for (const name of ['.git', '.GIT', 'git~1', '..', '.g\u200cit']) {
      const tree = (await attempt.git.input(`100644 blob ${blob}\t${name}\n`, 'mktree', '--missing')).trim()
      const made = (await attempt.git.must('commit-tree', tree, '-p', 'HEAD', '-m', 'x')).trim()
      expect(await refusedPush(attempt, 'origin', `${made}:refs/heads/main`)).toMatch(/fsck error|Not taken/)
    }
    for (const url of ['-u./payload', 'ext::sh -c touch% payload', 'file:///etc', 'https://example.org/a']) {
      const other = await clone()
      await commit(other, { '.gitmodules': `[submodule "a"]\n\tpath = a\n\turl = ${url}\n` }, 'x')
      expect(await refusedPush(other)).toMatch(/gitmodules|fsck|submodules are not taken/)
    }
  })

  it('other branches, tags, a forced push and a deletion', async () => {
    const attempt = await clone()
    await commit(attempt, { 'a.txt': 'a\n' }, 'a')
    expect(await refusedPush(attempt, 'origin', 'HEAD:refs/heads/other')).toContain('only the branch "main"')
    expect(await refusedPush(attempt, 'origin', 'HEAD:refs/tags/v1')).toContain('only the branch "main"')
    expect(await refusedPush(attempt, 'origin', ':main')).toMatch(/delet/)
    await attempt.git.must('push', '-q')
    await attempt.git.must('reset', '-q', '--hard', 'HEAD~1')
    await commit(attempt, { 'b.txt': 'b\n' }, 'b')
    const files = await filesOf(attempt)
    expect((await attempt.git.run('push', '--force', 'origin', 'HEAD:main')).code).not.toBe(0)
    expect(await filesOf(attempt)).toEqual(files)
  })

  it("to another's path, and with another's key", async () => {
    const [mine, theirs] = [await clone(), await clone()]
    await commit(mine, { 'mine.txt': 'x\n' }, 'Mine')
    const before = await filesOf(theirs)
    const path = new URL(mine.cloneUrl)
    path.pathname = new URL(theirs.cloneUrl).pathname
    expect(await refusedPush(mine, path.href, 'HEAD:main')).toMatch(/not found/i)
    const key = new URL(mine.cloneUrl)
    key.password = new URL(theirs.cloneUrl).password
    expect(await refusedPush(mine, key.href, 'HEAD:main')).toMatch(/not found/i)
    expect(await filesOf(theirs)).toEqual(before)
  })

  it('a small pack that unpacks to a gigabyte', async () => {
    const attempt = await clone()
    await attempt.git.must('config', 'core.bigFileThreshold', '1m')
    await writeFile(join(attempt.git.folder, 'zeros'), Buffer.alloc(bombBytes))
    await commit(attempt, {}, 'zeros')
    expect(await refusedPush(attempt)).toMatch(/unpacked it is larger|Not taken|exceeds|failed/)
  })

  it('a tree of ten million paths in a few kilobytes', async () => {
    const attempt = await clone()
    const blob = (await attempt.git.must('hash-object', '-w', '--stdin')).trim()
    let tree = (await attempt.git.input(entries(`100644 blob ${blob}`), 'mktree')).trim()
    for (let depth = 0; depth < 4; depth += 1)
      tree = (await attempt.git.input(entries(`040000 tree ${tree}`), 'mktree')).trim()
    const made = (await attempt.git.must('commit-tree', tree, '-p', 'HEAD', '-m', 'x')).trim()
    expect(await refusedPush(attempt, 'origin', `${made}:refs/heads/main`)).toMatch(/more than 200 files/)
  })

  /** A push by hand, whole; nothing of it may be taken. */
  const refusedBody = async (attempt: GitAttempt, body: Buffer) => {
    const before = await filesOf(attempt)
    const push = await beginPush(attempt.cloneUrl, body, 0)
    push.finish()
    const answer = await push.answered
    expect(answer.status).toBeLessThan(500)
    expect(answer.text).not.toContain('unpack ok\n000eok')
    expect(await filesOf(attempt)).toEqual(before)
    return answer
  }
  const headOf = async ({ git }: GitAttempt) => (await git.must('rev-parse', 'origin/main')).trim()

  it('what is no pack at all, only half of one, or longer than it may be', async () => {
    const attempt = await clone()
    await commit(attempt, { 'a.txt': 'a\n'.repeat(1_000) }, 'a')
    const whole = await bodyOfHead(attempt)
    for (const body of [
      Buffer.from('garbage'),
      Buffer.from(`0000PACK${'\0'.repeat(50)}`),
      whole.subarray(0, whole.length - 30),
      Buffer.concat([whole.subarray(0, whole.length - 40), Buffer.alloc(40)]),
    ])
      await refusedBody(attempt, body)
    const large = await refusedBody(attempt, Buffer.alloc(11 * mebibyte, 'x'))
    expect(large.status).toBe(413)
    // The same commit, whole, is welcome.
    await attempt.git.must('push', '-q')
  })

  it('a pack of kilobytes whose deltas come to a gigabyte', { timeout: 120_000 }, async () => {
    const attempt = await clone()
    const from = await headOf(attempt)
    const { pack, commit: to } = deltaBomb(from, bombBytes)
    expect(pack.length).toBeLessThan(64 * 1_024)
    const body = pushBody([{ from, to, ref: 'refs/heads/main' }], pack)
    const answer = await refusedBody(attempt, body)
    expect(answer.text).toMatch(/ng refs\/heads\/main|unpack index-pack/)
    await attempt.git.must('pull', '-q')
  })

  it('a hundred thousand branches at once', { timeout: 120_000 }, async () => {
    const attempt = await clone()
    const to = await headOf(attempt)
    const from = '0'.repeat(40)
    const count = 90_000
    const updates = Array.from({ length: count }, (_, at) => ({ from, to, ref: `refs/heads/b${at}` }))
    const empty = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1')
    const pack = Buffer.concat([empty, createHash('sha1').update(empty).digest()])
    const body = pushBody(updates, pack)
    expect(body.length).toBeGreaterThan(8 * mebibyte)
    await refusedBody(attempt, body)
    expect((await attempt.git.must('ls-remote', attempt.cloneUrl)).trim().split('\n')).toHaveLength(2)
  })

  it('while some dawdle over their pushes, others push as ever', { timeout: 200_000 }, async () => {
    const slow = await clone()
    await commit(slow, { 'slow.txt': 'slow\n' }, 'Slow')
    const body = await bodyOfHead(slow)
    // More than may be at work at once: a push has its turn when it is there, not when it is announced.
    const dawdling = await Promise.all(Array.from({ length: 10 }, () => beginPush(slow.cloneUrl, body, 30)))
    const other = await clone()
    await commit(other, { 'quick.txt': 'quick\n' }, 'Quick')
    await other.git.must('push', '-q')
    expect((await filesOf(other)).get('quick.txt')).toBe('quick\n')
    for (const push of dawdling) push.finish()
    const answers = await Promise.all(dawdling.map((push) => push.answered))
    for (const { status } of answers) expect([200, 429]).toContain(status)
    expect((await filesOf(slow)).get('slow.txt')).toBe('slow\n')
    if (!testSettings().isFull) return
    // Whoever never comes to an end is shown out after two minutes.
    const endless = await beginPush(slow.cloneUrl, body, 30)
    expect((await endless.answered).status).toBe(408)
  })
})

describe('what only looks as if something were hidden', () => {
  it('attributes of git change nothing: reviewers and runs get every byte that was pushed', async () => {
    const attempt = await clone()
    const files = {
      '.gitattributes': '* ident export-ignore filter=lfs -diff\nsecret.txt export-ignore\n*.md eol=crlf\n',
      'secret.txt': 'here I am: $Id$\n',
      'notes.md': 'one\ntwo\n',
    }
    await attempt.git.must('config', 'filter.lfs.clean', 'cat')
    await commit(attempt, files, 'Attributes')
    await attempt.git.must('push', '-q')
    const params = { attemptId: attempt.attemptId }
    for (const [path, content] of Object.entries(files))
      expect((await filesOf(attempt)).get(path)).toBe(content)
    const { zipBase64 } = await attempt.visitor.must('downloadZip', { params })
    const zip = await readZip(Buffer.from(zipBase64, 'base64'))
    expect(zip.files.get('secret.txt')).toBe(files['secret.txt'])
    await attempt.visitor.must('submitAttempt', { params })
    const preview = await attempt.visitor.must('getPreview', { params })
    const seen = new Map(preview.files.map(({ path, content }) => [path, content]))
    for (const [path, content] of Object.entries(files)) expect(seen.get(path)).toBe(content)
  })
})

/** 26 names, each for the same thing. */
const entries = (what: string) =>
  Array.from({ length: 26 }, (_, index) => `${what}\t${String.fromCharCode(97 + index)}\n`).join('')
