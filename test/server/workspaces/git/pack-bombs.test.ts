import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zeroPack } from '../../../../cli/bench/abuse/zero-pack.ts'
import { GitRefusal, spawnGit } from '../../../../server/workspaces/git/git-process.ts'
import { measurePack } from '../../../../server/workspaces/git/push/pack-sizes.ts'
import { eventually } from '../../../support/eventually.ts'
import { startTestServer, type TestServer } from '../../../support/server/test-server.ts'
import { deltaBomb } from './delta-bomb.ts'
import { beginPush, commit, filesOf, openGitAttempts, pushBody, saveInBrowser } from './git-attempt.ts'

const mebibyte = 1024 * 1024
const gibibyte = 1024 * mebibyte
const bounds = { objects: 5_000, bytes: 32 * mebibyte }
const nobody = '0'.repeat(40)

describe('what a pack says that it unpacks to is read before anything is unpacked', () => {
  it('5 GiB of zeros in 5 MB, as one blob or as many', async () => {
    for (const blobs of [1, 5, 320]) {
      const { pack } = zeroPack(nobody, { bytes: 5 * gibibyte, blobs })
      expect(pack.length).toBeLessThan(8 * mebibyte)
      await expect(measurePack(pack, bounds)).rejects.toThrow(/unpacked it is larger than 32 MiB/)
    }
  })

  it('a delta that copies its base a thousand times', async () => {
    const { pack } = deltaBomb(nobody, 256 * mebibyte)
    await expect(measurePack(pack, bounds)).rejects.toThrow(/unpacked it is larger/)
  })

  it('more objects than the bound, by what the head says alone', async () => {
    const head = Buffer.from('PACK\0\0\0\x02\0\x98\x96\x80', 'latin1')
    const pack = Buffer.concat([head, createHash('sha1').update(head).digest()])
    await expect(measurePack(pack, bounds)).rejects.toThrow(/more than 5000 objects/)
  })

  it('an object that is longer or shorter than it says, and one that says a size beyond numbers', async () => {
    const blob = (head: number[], content: Buffer) => {
      const count = Buffer.from('PACK\0\0\0\x02\0\0\0\x01', 'latin1')
      const body = Buffer.concat([count, Buffer.from(head), deflateSync(content)])
      return Buffer.concat([body, createHash('sha1').update(body).digest()])
    }
    const small = [0x35]
    await expect(measurePack(blob(small, Buffer.alloc(5)), bounds)).resolves.toEqual({ objects: 1, bytes: 5 })
    for (const content of [Buffer.alloc(mebibyte), Buffer.alloc(1)])
      await expect(measurePack(blob(small, content), bounds)).rejects.toThrow(GitRefusal)
    const endless = [0xb5, ...Array.from({ length: 300 }, () => 0xff), 0x7f]
    await expect(measurePack(blob(endless, Buffer.alloc(5)), bounds)).rejects.toThrow(/unpacked it is larger/)
  })

  it('bytes that are no pack, and half of one', async () => {
    const { pack } = deltaBomb(nobody, 8 * mebibyte)
    for (const broken of [Buffer.alloc(0), Buffer.alloc(100), pack.subarray(0, pack.length - 30)])
      await expect(measurePack(broken, bounds)).rejects.toThrow(/the pack is broken/)
  })
})

describe('git is ended with all that it started', () => {
  it('when its time is over', async () => {
    const { child } = spawnGit(['-c', 'alias.hang=!sleep 600 & sleep 600', 'hang'], {
      stdio: ['ignore', 'ignore', 'ignore'],
      timeoutMs: 500,
    })
    const group = -(child.pid ?? Number.NaN)
    expect(() => process.kill(group, 0)).not.toThrow()
    await once(child, 'close')
    await eventually(() => Promise.resolve(isGone(group)))
  })
})

/** Whether no process of a group is left. */
function isGone(group: number): boolean {
  try {
    process.kill(group, 0)
    return false
  } catch {
    return true
  }
}

describe('while somebody pushes gigabytes of zeros', () => {
  let server: TestServer
  const gitAttempts = openGitAttempts(() => server)
  beforeAll(async () => void (server = await startTestServer()))
  afterAll(async () => {
    await gitAttempts.close()
    await server.stop()
  })

  it(
    'the push is refused with what helps, and saves of the same attempt go on',
    { timeout: 60_000 },
    async () => {
      const attempt = await gitAttempts.clone()
      const from = (await attempt.git.must('rev-parse', 'origin/main')).trim()
      const { pack, commit: to } = zeroPack(from, { bytes: 5 * gibibyte, blobs: 5 })
      const body = pushBody([{ from, to, ref: 'refs/heads/main' }], pack)
      const pushes = await Promise.all([0, 1].map(() => beginPush(attempt.cloneUrl, body, 0)))
      for (const push of pushes) push.finish()
      const saves = await Promise.all(
        Array.from({ length: 15 }, (_, at) => saveInBrowser(attempt, `typed-${at}.txt`, 'x\n')),
      )
      expect(saves).toHaveLength(15)
      for (const push of pushes) {
        const { status, text } = await push.answered
        expect([200, 429]).toContain(status)
        if (status === 200) expect(text).toContain('ng refs/heads/main')
      }
      expect([...(await filesOf(attempt)).keys()].filter((path) => path.startsWith('typed-'))).toHaveLength(
        15,
      )
      expect(await server.deps.db.selectFrom('credits').selectAll().execute()).toEqual([])
    },
  )

  it('an honest push that brought node_modules along is told what helps, and that works', async () => {
    const attempt = await gitAttempts.clone()
    const many = Object.fromEntries(
      Array.from({ length: 5_200 }, (_, at) => [`node_modules/m${at % 50}/f${at}.js`, `${at}\n`]),
    )
    await commit(attempt, { ...many, 'a.txt': 'a\n' }, 'All of it')
    const { code, stderr } = await attempt.git.run('push')
    expect(code).not.toBe(0)
    const advised = /git reset --soft .* && git push/.exec(stderr)?.[0] ?? ''
    await attempt.git.shell(advised)
    expect((await filesOf(attempt)).get('a.txt')).toBe('a\n')
  })
})
