import { randomUUID } from 'node:crypto'
import { createServer, request as ask, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Change } from '#contracts/workspace.ts'
import { ApiError, NoAnswerError } from '../../../client/lib/api/api-error.ts'
import { createMemoryOutbox } from '../../../client/sync/outbox/memory-outbox.ts'
import { SaveEngine } from '../../../client/sync/autosave/save-engine.ts'
import { Visitor } from '../../support/server/call.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
afterAll(() => server.stop())

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

interface Line {
  url: string
  /** While true nothing gets through, as without a cable. */
  isCut: boolean
  counts: { answersDropped: number; doubled: number; late: number }
  /** Sends again, now, everything that was held back for it. */
  repeatOld: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * A bad line before the real server: three of ten answers never arrive although the request did, every request arrives twice, and
 * old ones once more when newer ones are through.
 */
async function openLine(target: string, random: () => number): Promise<Line> {
  const old: { path: string; incoming: IncomingMessage; body: Buffer }[] = []
  const pass = async (path: string, incoming: IncomingMessage, body: Buffer) => {
    const passing = ask(`${target}${path}`, { method: incoming.method ?? 'GET', headers: incoming.headers })
    passing.end(body)
    const [answer] = (await once(passing, 'response')) as [IncomingMessage]
    return { status: answer.statusCode ?? 500, headers: answer.headers, body: await buffer(answer) }
  }
  const line: Line = {
    url: '',
    isCut: false,
    counts: { answersDropped: 0, doubled: 0, late: 0 },
    async repeatOld() {
      for (const { path, incoming, body } of old.splice(0).reverse()) {
        await pass(path, incoming, body)
        line.counts.late += 1
      }
    },
    async stop() {
      proxy.closeAllConnections()
      proxy.close()
      await once(proxy, 'close')
    },
  }
  const proxy = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    if (line.isCut) return void incoming.socket.destroy()
    void buffer(incoming).then(async (body) => {
      const answers = await Promise.all([pass(path, incoming, body), pass(path, incoming, body)])
      line.counts.doubled += 1
      if (random() < 0.2) old.push({ path, incoming, body })
      const answer = answers[random() < 0.5 ? 0 : 1]
      if (random() < 0.3) {
        line.counts.answersDropped += 1
        return incoming.socket.destroy()
      }
      outgoing.writeHead(answer.status, answer.headers).end(answer.body)
    })
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  line.url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  return line
}

describe('a line that drops, doubles and mixes up', () => {
  it.each([1, 2, 3])(
    '3,000 edits arrive, each once, and the files are equal byte for byte (seed %i)',
    async (seed) => {
      const random = seeded(seed)
      const { visitor, attemptId } = await server.attempt()
      const params = { attemptId }
      const line = await openLine(server.url, random)
      const onBadLine = new Visitor(line.url)
      onBadLine.addCookies(visitor.cookieHeader.split('; '))
      const files = new Map<string, string>()
      const outbox = createMemoryOutbox()
      const sentOnce = new Map<number, string>()
      const engine = new SaveEngine({
        attemptId,
        clientId: randomUUID(),
        revision: 0,
        unsent: [],
        outbox,
        read: (path) => files.get(path),
        right: () => null,
        onConflictCopy: (reason) => expect.unreachable(reason),
        send: async ({ clientId, seq, changes, baseRevision }) => {
          const before = sentOnce.get(seq)
          sentOnce.set(seq, JSON.stringify(changes))
          if (before !== undefined) expect(JSON.stringify(changes)).toBe(before)
          const body = { clientId, seq, changes, baseRevision }
          const answer = await onBadLine.call('saveWorkspace', { params, body }).catch((error: unknown) => {
            throw new NoAnswerError(error)
          })
          if (answer.error !== null) throw new ApiError(answer.status, answer.error)
          return answer.body
        },
      })
      /** Tries until all is through, without the waiting that a page does between. */
      const getThrough = async () => {
        for (let tries = 1; !(await engine.flush()); tries += 1)
          if (tries > 200) throw new Error(JSON.stringify(engine.getStatus()))
      }

      for (let edit = 1; edit <= 3_000; edit += 1) {
        // A third of them is typed without any line at all.
        line.isCut = edit > 1_000 && edit <= 2_000
        const path = `file-${Math.floor(random() * 8)}.txt`
        const letters = [...(files.get(path) ?? '')]
        letters.splice(Math.floor(random() * (letters.length + 1)), 0, `${edit % 7 === 0 ? 'é🙂' : edit};`)
        files.set(path, letters.join(''))
        engine.noteEdit(path)
        if (edit % 250 === 0) {
          const change: Change = { kind: 'rename', path, to: `moved-${edit}.txt` }
          files.set(change.to, files.get(path) ?? '')
          engine.keep()
          files.delete(path)
          engine.noteChange(change)
        }
        if (edit % 20 !== 0) continue
        if (line.isCut) engine.keep()
        else await getThrough()
        if (edit % 100 === 0 && !line.isCut) await line.repeatOld()
      }
      await getThrough()
      await line.repeatOld()
      await line.stop()

      expect(engine.hasUnsaved()).toBe(false)
      expect(await outbox.list(attemptId)).toEqual([])
      const { files: saved } = await visitor.must('getWorkspace', { params })
      const { files: starter } = await visitor.must('getRevision', { params: { ...params, revision: '0' } })
      const expected = new Map([...starter.map((file) => [file.path, file.content] as const), ...files])
      expect(new Map(saved.map((file) => [file.path, file.content]))).toEqual(expected)
      const rows = await server.deps.db
        .selectFrom('revisions')
        .select('seq')
        .where('attempt_id', '=', attemptId)
        .orderBy('revision')
        .execute()
      expect(rows.map((row) => row.seq)).toEqual(rows.map((_row, index) => index + 1))
      expect((await visitor.must('listConflictCopies', { params })).conflicts).toEqual([])
      expect(Math.min(line.counts.answersDropped, line.counts.late)).toBeGreaterThan(10)
    },
  )
})
