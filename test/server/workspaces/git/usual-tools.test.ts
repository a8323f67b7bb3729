import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../support/server/test-server.ts'
import { commit, filesOf, openGitAttempts, saveInBrowser, type GitAttempt } from './git-attempt.ts'

let server: TestServer
const gitAttempts = openGitAttempts(() => server)
const { clone } = gitAttempts
beforeAll(async () => void (server = await startTestServer()))
afterAll(async () => {
  await gitAttempts.close()
  await server.stop()
})

/** The command that a message advises, as somebody copies it out of the terminal. */
const advised = (stderr: string) =>
  stderr
    .split('\n')
    .map((line) => /^remote: .*?((?:git checkout|git push|git rm)\b.*?)\s*$/.exec(line)?.[1])
    .find((line) => line !== undefined) ?? ''

describe('a push is judged ref by ref, and advice works', () => {
  it('followTags: the branch is taken and the tag refused for itself, again and again', async () => {
    const attempt = await clone()
    await attempt.git.must('config', 'push.followTags', 'true')
    for (const text of ['one\n', 'two\n']) {
      await commit(attempt, { 'a.txt': text }, text.trim())
      await attempt.git.must('tag', '-a', `v-${text.trim()}`, '-m', 'x')
      const { stderr } = await attempt.git.run('push')
      expect(stderr).toMatch(/\[remote rejected\] v-one -> v-one/)
      expect(stderr).not.toMatch(/rejected\] main/)
      expect((await filesOf(attempt)).get('a.txt')).toBe(text)
    }
    await commit(attempt, { 'a.txt': 'three\n' }, 'three')
    await attempt.git.shell(advised((await attempt.git.run('push')).stderr))
    expect((await filesOf(attempt)).get('a.txt')).toBe('three\n')
  })

  it.each([['--all'], ['--mirror']])('%s: the branch is taken, the others are refused', async (option) => {
    const attempt = await clone()
    await attempt.git.must('branch', 'beside')
    await commit(attempt, { 'a.txt': 'a\n' }, 'a')
    const { stderr } = await attempt.git.run('push', option, 'origin')
    expect(stderr).toMatch(/rejected\] beside -> beside/)
    expect((await filesOf(attempt)).get('a.txt')).toBe('a\n')
  })

  it('another branch: nothing is taken, and the advised command brings its work in', async () => {
    const attempt = await clone()
    await attempt.git.must('checkout', '-q', '-b', 'feature')
    await commit(attempt, { 'a.txt': 'a\n' }, 'a')
    const pushed = await attempt.git.run('push', '-u', 'origin', 'feature')
    expect(pushed.code).not.toBe(0)
    expect(pushed.stderr).toContain('only the branch "main"')
    await attempt.git.shell(advised(pushed.stderr))
    expect((await filesOf(attempt)).get('a.txt')).toBe('a\n')
  })

  it('another branch that lacks newer work of the browser: the advice brings both together', async () => {
    const attempt = await clone()
    await attempt.git.must('checkout', '-q', '-b', 'feature')
    await commit(attempt, { 'a.txt': 'a\n' }, 'a')
    await saveInBrowser(attempt, 'typed.txt', 'typed\n')
    await attempt.git.must('fetch', '-q')
    await attempt.git.shell(advised((await attempt.git.run('push', '-u', 'origin', 'feature')).stderr))
    const files = await filesOf(attempt)
    expect([files.get('a.txt'), files.get('typed.txt')]).toEqual(['a\n', 'typed\n'])
  })

  it('--atomic is kept: with a tag beside it nothing is taken', async () => {
    const attempt = await clone()
    await commit(attempt, { 'a.txt': 'a\n' }, 'a')
    await attempt.git.must('tag', 'v1')
    const { stderr } = await attempt.git.run('push', '--atomic', 'origin', 'main', 'v1')
    expect((await filesOf(attempt)).has('a.txt')).toBe(false)
    await attempt.git.shell(/git push --no-follow-tags origin HEAD:main/.exec(stderr)?.[0] ?? '')
    expect((await filesOf(attempt)).get('a.txt')).toBe('a\n')
  })
})

describe('however a push is sent', () => {
  it('in pieces, after asking with an empty one, as large ones are', async () => {
    const attempt = await clone()
    await attempt.git.must('config', 'http.postBuffer', '1000')
    const content = randomBytes(50_000).toString('hex')
    await commit(attempt, { 'a.txt': content }, 'a')
    await attempt.git.must('push', '-q')
    expect((await filesOf(attempt)).get('a.txt')).toBe(content)
  })

  it('from a shallow clone', async () => {
    const attempt = await clone()
    await commit(attempt, { 'a.txt': 'a\n' }, 'a')
    await attempt.git.must('push', '-q')
    const git = await gitAttempts.client()
    await git.must('clone', '-q', '--depth', '1', attempt.cloneUrl, '.')
    await commit({ ...attempt, git }, { 'a.txt': 'shallow\n' }, 'b')
    await git.must('push', '-q')
    expect((await filesOf(attempt)).get('a.txt')).toBe('shallow\n')
  })

  it('while the browser saves on and on: it comes through, or git says what to do', async () => {
    const attempt = await clone()
    await commit(attempt, { 'a.txt': 'a\n' }, 'a')
    let isOver = false
    const typing = (async () => {
      for (let at = 0; !isOver; at += 1) await saveInBrowser(attempt, 'typed.txt', `${at}\n`)
    })()
    const { stderr } = await attempt.git.run('push')
    isOver = true
    await typing
    if (!(await filesOf(attempt)).has('a.txt')) expect(stderr).toMatch(/fetch first|git pull|once more|503/)
    await attempt.git.must('pull', '-q', '--no-rebase', '--no-edit')
    await attempt.git.must('push', '-q')
    expect((await filesOf(attempt)).get('a.txt')).toBe('a\n')
  })
})

describe('files are judged one by one', () => {
  it('what cannot be kept is named with its commit and what helps; all else is saved; git keeps it', async () => {
    const attempt = await clone()
    const { git } = attempt
    await commit(attempt, { 'good.txt': 'good\n' }, 'Good')
    await writeFile(join(git.folder, 'image.bin'), Buffer.from([0xff, 0xfe, 0x80]))
    await commit(attempt, { 'large.txt': 'x'.repeat(513 * 1024), 'a:b.txt': 'x\n' }, 'A picture and data')
    const { code, stderr } = await git.run('push')
    expect(code).toBe(0)
    expect(stderr).toMatch(
      /Not taken: "image\.bin" is not UTF-8 text.* \(in commit [0-9a-f]+ A picture and data\)/,
    )
    expect(stderr).toMatch(/Not taken: "large\.txt" is larger than 512 KiB/)
    expect(stderr).toMatch(/Not taken: "a:b\.txt" cannot be kept/)
    const files = await filesOf(attempt)
    expect(files.get('good.txt')).toBe('good\n')
    expect(['image.bin', 'large.txt', 'a:b.txt'].filter((path) => files.has(path))).toEqual([])
    // A later save in the browser takes nothing of it away.
    await saveInBrowser(attempt, 'typed.txt', 'typed\n')
    await git.must('pull', '-q', '--ff-only')
    expect((await readFile(join(git.folder, 'image.bin'))).length).toBe(3)
    await git.shell(advised(stderr))
    expect((await git.run('push')).stderr).not.toContain('image.bin')
  })

  it('node_modules and what systems leave are left out with a word', async () => {
    const attempt = await clone()
    const systemFiles = {
      'node_modules/left/index.js': 'x\n',
      '.DS_Store': 'x',
      'src/Thumbs.db': 'x',
      '__MACOSX/._a': 'x',
      'desktop.ini': 'x',
    }
    // Somebody who did away with the starter's own .gitignore.
    await commit(attempt, { ...systemFiles, '.gitignore': '\n', 'a.txt': 'a\n' }, 'All of it')
    const { code, stderr } = await attempt.git.run('push')
    expect(code).toBe(0)
    for (const name of ['"node_modules"', '".DS_Store"', '"src/Thumbs.db"']) expect(stderr).toContain(name)
    const files = await filesOf(attempt)
    expect(files.get('a.txt')).toBe('a\n')
    expect(Object.keys(systemFiles).filter((path) => files.has(path))).toEqual([])
  })

  it('a name with letters taken apart, as macOS writes it, is one file in git and in the browser', async () => {
    const attempt = await clone()
    const [apart, together] = ['testdata/gro\u0308\u00dfe.txt', 'testdata/gr\u00f6\u00dfe.txt']
    await attempt.git.must('config', 'core.precomposeunicode', 'false')
    await commit(attempt, { [apart]: 'from git\n' }, 'A name')
    await attempt.git.must('push', '-q')
    expect((await filesOf(attempt)).get(together)).toBe('from git\n')
    await saveInBrowser(attempt, together, 'from the browser\n')
    await attempt.git.must('pull', '-q', '--ff-only')
    expect(await readFile(join(attempt.git.folder, apart), 'utf8')).toBe('from the browser\n')
    expect((await attempt.git.must('ls-files', '-z', 'testdata')).split('\0').filter(Boolean)).toHaveLength(1)
  })

  it.each([
    ['utf-16le', [0xff, 0xfe], (text: string) => Buffer.from(text, 'utf16le')],
    ['utf-16be', [0xfe, 0xff], (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ])('%s, as PowerShell writes it, is taken as the text that it is', async (_name, mark, encode) => {
    const attempt = await clone()
    await writeFile(
      join(attempt.git.folder, 'README.md'),
      Buffer.concat([Buffer.from(mark), encode('# Grüße\r\n')]),
    )
    await commit(attempt, {}, 'Written by PowerShell')
    const { code, stderr } = await attempt.git.run('push')
    expect(code).toBe(0)
    expect(stderr).toContain('UTF-16')
    expect((await filesOf(attempt)).get('README.md')).toBe('# Grüße\r\n')
  })

  it('too many files: the folder that holds them is named, and the advised command helps', async () => {
    const attempt = await clone()
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`dist/f${at}.txt`, 'x\n']))
    await commit(attempt, { ...many, 'a.txt': 'a\n' }, 'Build')
    const { code, stderr } = await attempt.git.run('push')
    expect(code).not.toBe(0)
    expect(stderr).toMatch(/more than 200 files \(\d+\), 300 of them in "dist"/)
    await attempt.git.shell(/git rm -r .* && git push/.exec(stderr)?.[0] ?? '')
    expect((await filesOf(attempt)).get('a.txt')).toBe('a\n')
  })
})

describe('a file that can be started stays so', () => {
  const script = '#!/bin/sh\necho hello\n'
  const pushScript = async (attempt: GitAttempt) => {
    await mkdir(join(attempt.git.folder, 'bin'))
    await writeFile(join(attempt.git.folder, 'bin/check.sh'), script)
    await chmod(join(attempt.git.folder, 'bin/check.sh'), 0o755)
    await commit(attempt, {}, 'A script')
    await attempt.git.must('push', '-q')
  }
  const isExecutable = async ({ git }: GitAttempt, path: string) =>
    ((await stat(join(git.folder, path))).mode & 0o100) !== 0

  it('through a push, a save in the browser, and a pull', async () => {
    const attempt = await clone()
    await pushScript(attempt)
    await saveInBrowser(attempt, 'README.md', 'typed\n')
    await saveInBrowser(attempt, 'bin/check.sh', `${script}# more\n`)
    await attempt.git.must('pull', '-q', '--ff-only')
    expect(await isExecutable(attempt, 'bin/check.sh')).toBe(true)
  })

  it('through a rename in the browser, and a change of the mode alone', async () => {
    const attempt = await clone()
    await pushScript(attempt)
    const { visitor, attemptId } = attempt
    await visitor.must('saveWorkspace', {
      params: { attemptId },
      body: {
        clientId: crypto.randomUUID(),
        seq: 1,
        changes: [{ kind: 'rename', path: 'bin/check.sh', to: 'check.sh' }],
      },
    })
    await attempt.git.must('pull', '-q', '--ff-only')
    expect(await isExecutable(attempt, 'check.sh')).toBe(true)
    await attempt.git.must('update-index', '--chmod=-x', 'check.sh')
    await attempt.git.must('commit', '-q', '-m', 'Not to be started')
    await attempt.git.must('push', '-q')
    const second = await gitAttempts.client()
    await second.must('clone', '-q', attempt.cloneUrl, '.')
    expect(await isExecutable({ ...attempt, git: second }, 'check.sh')).toBe(false)
  })

  it('in the archive that is downloaded and uploaded again', async () => {
    const attempt = await clone()
    await pushScript(attempt)
    const { visitor, attemptId } = attempt
    const params = { attemptId }
    const { zipBase64, revision } = await visitor.must('downloadZip', { params })
    await saveInBrowser(attempt, 'README.md', 'typed\n')
    await visitor.must('takeZip', {
      params,
      body: { clientId: crypto.randomUUID(), zipBase64, expectedRevision: revision + 1 },
    })
    await attempt.git.must('pull', '-q', '--ff-only')
    expect(await isExecutable(attempt, 'bin/check.sh')).toBe(true)
  })

  it('in what a worker is given to run', async () => {
    const attempt = await clone()
    await pushScript(attempt)
    const { runId } = await attempt.visitor.must('createRun', { params: { attemptId: attempt.attemptId } })
    const headers = { authorization: `Bearer ${server.config.workerToken}` }
    const claim = await server
      .visitor()
      .must('claimRun', { params: { runId }, headers, body: { workerId: 'w-1' } })
    if (claim.status !== 'claimed') throw new Error('The run was not given.')
    const marked = claim.files.filter((file) => file.executable)
    expect(marked.map(({ path }) => path)).toEqual(['bin/check.sh'])
  })
})
