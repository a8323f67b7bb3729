import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import { openGitAttempts } from './git/git-attempt.ts'

let server: TestServer
const gitAttempts = openGitAttempts(() => server)
beforeAll(async () => void (server = await startTestServer()))
afterAll(async () => {
  await gitAttempts.close()
  await server.stop()
})

const save = (content: string) => ({
  clientId: randomUUID(),
  seq: 1,
  changes: [{ kind: 'write' as const, path: 'a.txt', content }],
})
const mebibyte = 1024 * 1024

describe('what one attempt may store', () => {
  it('is bounded, history included; what was saved before stays, and the words say so', async () => {
    const { visitor, attemptId } = await server.attempt()
    const params = { attemptId }
    await visitor.must('saveWorkspace', { params, body: save('before') })
    const fill = (bytes: number) =>
      server.deps.db
        .updateTable('attempt_storage')
        .set({ stored_bytes: bytes })
        .where('attempt_id', '=', attemptId)
        .execute()
    // Two hours of a save a second, each with 60 KiB of text, are welcome.
    await fill(7_200 * 68 * 1_024)
    await visitor.must('saveWorkspace', { params, body: save('still') })
    await fill(512 * mebibyte)
    const { status, error } = await visitor.call('saveWorkspace', { params, body: save('after') })
    expect(status).toBe(413)
    expect(error?.code).toBe('storage_full')
    expect(error?.next).toContain('saved before is safe')
    const { files } = await visitor.must('getWorkspace', { params })
    expect(files.find(({ path }) => path === 'a.txt')?.content).toBe('still')
    await visitor.must('submitAttempt', { params })
  })

  it('counts each new content and state, however small', async () => {
    const { visitor, attemptId } = await server.attempt()
    await visitor.must('saveWorkspace', { params: { attemptId }, body: save('x') })
    const { stored_bytes } = await server.deps.db
      .selectFrom('attempt_storage')
      .select('stored_bytes')
      .where('attempt_id', '=', attemptId)
      .executeTakeFirstOrThrow()
    expect(stored_bytes).toBeGreaterThan(8 * 1_024)
  })

  it('of what comes late keeps so many and so much; nobody is told that the rest is kept', async () => {
    const { visitor, attemptId } = await server.attempt()
    const params = { attemptId }
    await visitor.must('submitAttempt', { params })
    const answers = []
    for (let at = 0; at < 62; at += 1)
      answers.push(
        await visitor.call('saveWorkspace', { params, body: save(`${at} ${'x'.repeat(500_000)}`) }),
      )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([409]))
    expect(answers[0]?.error?.code).toBe('already_submitted')
    expect(answers[61]?.error?.code).toBe('too_late')
    expect(answers[61]?.error?.next).toMatch(/not kept/)
    const kept = await server.deps.db
      .selectFrom('late_writes')
      .select('id')
      .where('attempt_id', '=', attemptId)
      .execute()
    expect(kept).toHaveLength(60)
  })
})

describe('one attempt asks no more than it has turns for', () => {
  it('hundreds of lanes with one git key leave the others their clones', async () => {
    const [greedy, honest] = [await gitAttempts.start(), await gitAttempts.start()]
    const { origin, pathname, username, password } = new URL(greedy.cloneUrl)
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    const lanes = Array.from({ length: 215 }, () =>
      fetch(`${origin}${pathname}/info/refs?service=git-upload-pack`, { headers: { authorization } }).then(
        async (answer) => {
          await answer.text()
          return answer.status
        },
      ),
    )
    await honest.git.must('clone', '-q', honest.cloneUrl, '.')
    const statuses = await Promise.all(lanes)
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(150)
  })

  it('clones that are not read hold no turn: another clones beside them', async () => {
    const [dawdler, honest] = [await gitAttempts.clone(), await gitAttempts.start()]
    const address = new URL(dawdler.cloneUrl)
    const head = (await dawdler.git.must('rev-parse', 'HEAD')).trim()
    const line = `want ${head} no-progress\n`
    const body = `${(line.length + 4).toString(16).padStart(4, '0')}${line}00000009done\n`
    const authorization = Buffer.from(`${address.username}:${address.password}`).toString('base64')
    const sockets = Array.from({ length: 4 }, () => {
      const socket = connect(Number(address.port), address.hostname)
      socket.pause()
      socket.write(
        `POST ${address.pathname}/git-upload-pack HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${authorization}\r\nContent-Type: application/x-git-upload-pack-request\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      )
      return socket
    })
    await honest.git.must('clone', '-q', honest.cloneUrl, '.')
    for (const socket of sockets) socket.destroy()
  })

  it('saves by the hundred at once: some are told to wait, those of others are answered', async () => {
    const [greedy, honest] = [await server.attempt(), await server.attempt()]
    const flood = Array.from({ length: 200 }, (_, at) =>
      greedy.visitor.call('saveWorkspace', {
        params: { attemptId: greedy.attemptId },
        body: save(`${at}`),
      }),
    )
    await honest.visitor.must('saveWorkspace', {
      params: { attemptId: honest.attemptId },
      body: save('honest'),
    })
    const statuses = (await Promise.all(flood)).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
  })
})
