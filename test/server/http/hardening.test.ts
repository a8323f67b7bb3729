import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forwardedSeenKey } from '../../../server/db/settings.ts'
import { watchForwarded } from '../../../server/http/forwarded.ts'
import { comesFromOurPages } from '../../../server/http/access/origin.ts'
import { toAppError } from '../../../server/http/render-error.ts'
import { createKnownBrowser } from '../../../server/staff/sign-in/known-browser.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import { eventually } from '../../support/eventually.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
afterAll(() => server.stop())

describe('the origin of a change', () => {
  const own = 'https://fairtime.example.org'
  it.each([
    ['the public address', own, { origin: own, host: 'fairtime.example.org' }, true],
    ['a program', own, {}, true],
    ['a stranger', own, { origin: 'https://evil.example', host: 'fairtime.example.org' }, false],
    [
      "a stranger's name that leads here",
      own,
      { origin: 'https://evil.example', host: 'evil.example' },
      false,
    ],
    ['no origin at all', own, { origin: 'null', host: 'fairtime.example.org' }, false],
    [
      'a forwarded port of this machine',
      'http://127.0.0.1:3000',
      { origin: 'http://localhost:9999', host: 'localhost:9999' },
      true,
    ],
    [
      'another port of this machine',
      'http://127.0.0.1:3000',
      { origin: 'http://localhost:8080', host: 'localhost:3000' },
      false,
    ],
    [
      "a stranger's name that leads to this machine",
      'http://127.0.0.1:3000',
      { origin: 'http://evil.example:3000', host: 'evil.example:3000' },
      false,
    ],
  ])('%s', (_name, publicUrl, headers, isOurs) => {
    expect(comesFromOurPages(headers, publicUrl)).toBe(isOurs)
  })
})

describe('what a column cannot hold', () => {
  const big = 2_147_483_648
  it('is refused, or names nothing, and is never a fault of ours', async () => {
    const { visitor, attemptId } = await server.attempt()
    const params = { attemptId }
    const tabId = crypto.randomUUID()
    const answers = [
      await visitor.fetch(`/api/attempts/${attemptId}/revisions/${big}`),
      await visitor.call('renewLease', { params, body: { tabId, token: big } }),
      await visitor.call('saveWorkspace', {
        params,
        body: {
          clientId: tabId,
          seq: big,
          changes: [{ kind: 'write', path: 'a', content: 'b' }],
        },
      }),
      await visitor.call('saveWorkspace', {
        params,
        body: {
          clientId: tabId,
          seq: 1,
          baseRevision: big,
          changes: [{ kind: 'write', path: 'a', content: 'b' }],
        },
      }),
    ]
    for (const { status } of answers) expect([400, 404]).toContain(status)
  })

  it('is told as the request’s fault, also where a schema forgot it', () => {
    expect(toAppError(Object.assign(new Error('out of range'), { code: '22003' })).code).toBe('bad_request')
    expect(toAppError(Object.assign(new Error('there already'), { code: '23505' })).code).toBe('conflict')
    expect(toAppError(Object.assign(new Error('deadlock'), { code: '40P01' })).code).toBe('unavailable')
  })
})

it('two colleagues with one address at the same moment are one, and the other hears it at the field', async () => {
  const boss = await server.staff('admin')
  const body = { name: 'Twice', email: 'twice@colleague.example', roles: ['reviewer' as const] }
  const answers = await Promise.all(Array.from({ length: 6 }, () => boss.call('inviteStaff', { body })))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400, 400, 400])
})

it('a missing asset is not there, and no outage', async () => {
  const answer = await server.visitor().fetch('/assets/no-such-thing.js')
  expect(answer.status).toBe(404)
  expect(toAppError(Object.assign(new Error('open'), { code: 'ENOENT', syscall: 'open' })).code).toBe(
    'internal',
  )
  expect(toAppError(Object.assign(new Error('connect'), { code: 'ENOENT', syscall: 'connect' })).code).toBe(
    'unavailable',
  )
})

describe('a proxy that is not trusted', () => {
  it('is told once in the log, and noted for the doctor', async () => {
    await server.visitor().fetch('/livez', { headers: { 'x-forwarded-for': '192.0.2.7' } })
    await eventually(async () => {
      const row = await server.deps.db
        .selectFrom('settings')
        .select('value')
        .where('key', '=', forwardedSeenKey)
        .executeTakeFirst()
      return row?.value === server.clock.current.toISOString()
    })
  })

  it('is no news where it is trusted', () => {
    const lines: string[] = []
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
    const watch = (hops: number) => watchForwarded(hops, { log, note: async () => undefined })
    const request = { headers: { 'x-forwarded-for': '192.0.2.7' } }
    const call = (watching: ReturnType<typeof watch>) =>
      Reflect.apply(watching, null, [request, {}, () => undefined])
    call(watch(1))
    expect(lines).toEqual([])
    const watching = watch(0)
    call(watching)
    call(watching)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('TRUST_PROXY_HOPS')
  })
})

describe('over HTTPS', () => {
  it('every cookie of ours carries __Host-, so that no subdomain can set one', async () => {
    const secure = await startTestServer({ publicUrl: 'https://fairtime.example.org' })
    try {
      const id = await secure.deps.auth.createMember({
        name: 'Someone',
        email: 'someone@colleague.example',
        roles: ['reviewer'],
      })
      const known = createKnownBrowser({ secret: 'x'.repeat(32), secure: true })
      const lines = [...(await secure.deps.auth.startSession(id)), known.cookieFor('a@b.example')]
      for (const line of lines) {
        expect(line).toMatch(/^__Host-/)
        expect(line).toMatch(/; Secure/i)
        expect(line).toMatch(/; Path=\//i)
        expect(line).not.toMatch(/Domain/i)
      }
    } finally {
      await secure.stop()
    }
  })
})

it('who signs in, views a submission’s list or takes their data along is in the audit', async () => {
  const { visitor, invitationId } = await server.candidate()
  await visitor.must('exportMyData', { params: { invitationId } })
  const rows = await server.deps.db
    .selectFrom('audit')
    .select('action')
    .where('subject', '=', `invitation:${invitationId}`)
    .execute()
  const actions = rows.map(({ action }) => action)
  expect(actions).toEqual(expect.arrayContaining(['candidate-signed-in', 'data-exported']))
})
