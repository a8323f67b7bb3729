import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import type { Visitor } from '../../support/server/call.ts'

let server: TestServer
let visitor: Visitor
let attemptId: string
beforeAll(async () => {
  server = await startTestServer()
  const attempt = await server.attempt()
  visitor = attempt.visitor
  attemptId = attempt.attemptId
})
afterAll(async () => {
  const alive = await server.visitor().fetch('/livez')
  expect(alive.status, 'the server is still alive after everything it was fed').toBe(200)
  await server.stop()
})

const json = { 'content-type': 'application/json' }
const post = (path: string, body: string, headers: Record<string, string> = json) =>
  visitor.fetch(path, { method: 'POST', headers, body })
const saves = () => `/api/attempts/${attemptId}/saves`
const errorOf = async (response: Response) => (await response.json()).error

describe('a request that breaks a schema', () => {
  it('is answered with the path and the reason of each fault', async () => {
    const response = await post(
      saves(),
      JSON.stringify({ clientId: 'me', seq: 0, changes: [{ kind: 'write', path: 7, content: 1 }] }),
    )
    expect(response.status).toBe(400)
    const error = await errorOf(response)
    expect(error.issues.map((issue: { path: string }) => issue.path)).toEqual(
      expect.arrayContaining(['body.clientId', 'body.seq', 'body.changes.0.path', 'body.changes.0.content']),
    )
    expect(error.next).toBeTruthy()
    expect(response.headers.get('x-request-id')).toBe(error.requestId)
  })

  it.each([
    ['half a document', '{"clientId":'],
    ['no document', ''],
    ['a bare string', '"hello"'],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['a whole document of brackets', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['keys that reach for the prototype', '{"__proto__":{"admin":true},"constructor":{}}'],
    ['a number beyond reason', `{"clientId":"${randomUUID()}","seq":9007199254740993,"changes":[]}`],
  ])('%s is a 400', async (_name, body) => {
    expect((await post(saves(), body)).status).toBe(400)
  })

  it.each([['text/plain'], ['application/x-www-form-urlencoded'], ['application/xml']])(
    '%s is a 400',
    async (type) => {
      expect((await post(saves(), 'a=b', { 'content-type': type })).status).toBe(400)
    },
  )
})

describe('text that a database cannot hold', () => {
  it.each(['a\0b', 'half \ud800'])('%j is a 400 wherever it stands', async (text) => {
    const recruiter = await server.staff('recruiter')
    const body = {
      positionId: randomUUID(),
      exerciseId: text,
      candidateName: text,
      candidateEmail: 'a@b.example',
    }
    const answer = await recruiter.call('createInvitation', { body })
    expect(answer).toMatchObject({ status: 400, error: { issues: [{ path: 'body.exerciseId' }] } })
    const admin = await server.staff('admin')
    expect((await admin.call('renewStaffLink', { params: { staffId: 'a\0b' } })).status).toBe(404)
  })
})

describe('addresses', () => {
  it.each([
    '/api/attempts/not-an-id',
    `/api/attempts/${randomUUID()}`,
    '/api/nothing',
    '/api/attempts/%00',
    '/api/attempts/%E0%A4%A',
  ])('%s has nothing', async (path) => {
    const response = await visitor.fetch(path)
    expect([400, 404]).toContain(response.status)
    expect((await errorOf(response)).next).toBeTruthy()
  })

  it('a page address answers the pages, whatever it is', async () => {
    const response = await visitor.fetch('/some/unknown/page')
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ])
  })

  it('no file outside the built pages can be had', async () => {
    for (const path of [
      '/../package.json',
      '/assets/../../package.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/.env',
    ]) {
      expect(await (await visitor.fetch(path)).text()).not.toContain('"dependencies"')
    }
  })
})

describe('size and speed', () => {
  it('a body above the limit is a 413 with words, and the session lives', async () => {
    const response = await post(saves(), JSON.stringify({ junk: 'x'.repeat(4 * 1024 * 1024) }))
    expect([response.status, (await errorOf(response)).code]).toEqual([413, 'too_large'])
    expect((await visitor.call('getClock', { params: { attemptId } })).status).toBe(200)
  })

  it('a stranger is turned away before the body is read', async () => {
    const response = await server
      .visitor()
      .fetch(saves(), { method: 'POST', headers: json, body: 'x'.repeat(200_000) })
    expect(response.status).toBe(401)
  })

  it('more runs a minute than anybody needs are a 429', async () => {
    const clicks = await Promise.all(
      Array.from({ length: 80 }, () => visitor.call('createRun', { params: { attemptId } })),
    )
    const answers = new Set(clicks.map((click) => click.status))
    expect(answers).toEqual(new Set([202, 429]))
    expect((await visitor.call('getClock', { params: { attemptId } })).status).toBe(200)
  })

  it('garbage instead of HTTP ends that connection alone', async () => {
    const { hostname, port } = new URL(server.url)
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write('\x16\x03\x01 not http\r\n\r\n'))
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('close', () => resolve(text))
      socket.on('error', reject)
    })
    expect(answer).toContain('400')
  })
})

describe('another site', () => {
  it.each<Record<string, string>>([
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'null' },
  ])('cannot make a browser act: %j', async (headers) => {
    const response = await post(saves(), '{}', { ...json, ...headers })
    expect([response.status, (await errorOf(response)).code]).toEqual([403, 'foreign_origin'])
  })

  it('gets no page of ours into a frame and no script of its own into a page', async () => {
    const policy = (await visitor.fetch('/')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/)
  })
})
