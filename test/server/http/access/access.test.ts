import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { api, type RouteName } from '#contracts/api.ts'
import { announcements, roomNames, type Acknowledgement } from '#contracts/events.ts'
import type { Route } from '#contracts/route.ts'
import { roomAccess } from '../../../../server/http/access/room-access.ts'
import { startTestServer, type TestServer } from '../../../support/server/test-server.ts'
import { callers, expectedRefusal, openScene, type CallerName, type Scene } from './callers.ts'
import { ownedBodies } from './owned-bodies.ts'

/** Every route and every room of the socket × every kind of caller. What is added appears here by itself. */
let server: TestServer
let scene: Scene
// What ends sessions is knocked at last, since the others are tried with them.
const lastRoutes: RouteName[] = ['renewInvitationLink', 'signCandidateOut', 'signOut']
const routes = Object.entries(api)
  .map(([name, route]): [RouteName, Route] => [name as RouteName, route])
  .sort(([a], [b]) => lastRoutes.indexOf(a) - lastRoutes.indexOf(b))

beforeAll(async () => {
  server = await startTestServer()
  scene = await openScene(server)
})
afterAll(() => server.stop())

const bodies: Partial<Record<RouteName, unknown>> = ownedBodies

/** A list leaves out what is another's, where one thing of another's does not exist. */
function refusalOf({ access, path }: Route, caller: CallerName) {
  const refusal = expectedRefusal(access, caller)
  return refusal === 404 && !path.includes('/:') ? null : refusal
}

/** A stranger comes with a body that is right; whoever may come in, with one that no schema takes, and so changes nothing. */
async function knock(name: RouteName, caller: CallerName): Promise<number> {
  const route: Route = api[name]
  const isRefused = refusalOf(route, caller) !== null
  const path = route.path.replaceAll(/:(\w+)/g, (_, key: string) => scene.ids[key] ?? randomUUID())
  const hasBody = route.body !== undefined
  const response = await scene.visitors[caller].fetch(path, {
    method: route.method,
    headers: {
      ...scene.headers[caller],
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    ...(hasBody ? { body: isRefused ? JSON.stringify(bodies[name] ?? []) : '[]' } : {}),
  })
  await response.arrayBuffer()
  return response.status
}

describe.each(roomNames)('the room "%s"', (room) => {
  it.each(callers)('as %s', async (caller) => {
    const cookie = scene.visitors[caller].cookieHeader
    const page = io(server.url, {
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { ...scene.headers[caller], ...(cookie !== '' && { cookie }) },
    })
    const answer = await new Promise<Acknowledgement | null>((resolve) => {
      page.once('connect_error', () => resolve(null))
      page.emit(`watch-${room}`, { attemptId: scene.ids['attemptId'] }, resolve)
    })
    page.disconnect()
    const refusal = expectedRefusal(roomAccess[room], caller)
    const codes = { 401: 'not_signed_in', 403: 'forbidden', 404: 'not_found' } as const
    // A list names nothing that could be another's: whoever may ask for it may be told that it changed.
    if (refusal === null || (refusal === 404 && room !== 'attempt')) expect(answer).toEqual({ ok: true })
    // Nobody in particular is let onto the line at all; staff hear of an attempt that there is none for them.
    else if (answer !== null)
      expect(answer).toMatchObject({ ok: false, code: expect.stringMatching(`${codes[refusal]}|not_found`) })
    else expect(refusal).toBe(401)
  })
})

test.each([
  ['reviewer in the pool', true],
  ['reviewer outside it', false],
] as const)('the list of a %s holds the submission: %s', async (caller, isThere) => {
  const { submissions } = await scene.visitors[caller].must('listSubmissions')
  const ids = submissions.map((each) => each.id)
  expect(ids.includes(scene.ids['submissionId']!)).toBe(isThere)
})

/** One test a route, since there are thousands of pairs: what each caller met, beside what the table says. */
it.each(routes)('%s', async (name, route) => {
  const met = callers.map(async (caller) => {
    const refusal = refusalOf(route, caller)
    const status = await knock(name, caller)
    const isIn = refusal === null && ![401, 403, 500].includes(status)
    return [caller, isIn ? 'let in' : status, refusal ?? 'let in'] as const
  })
  const found = await Promise.all(met)
  expect(found.map(([caller, status]) => [caller, status])).toEqual(
    found.map(([caller, , expected]) => [caller, expected]),
  )
})

describe('the table itself', () => {
  test.each(routes)('%s names whose things its path is about', (_name, { path, access }) => {
    if (access.kind === 'candidate') expect(path).toContain(`:${access.of}Id`)
    if (path.startsWith('/api/me/')) expect(access).toMatchObject({ kind: 'staff', of: 'self' })
    if (path.includes(':submissionId')) expect(access).toMatchObject({ kind: 'staff', of: 'pool' })
  })

  test('every announcement is made in a room of the table', () => {
    for (const { room } of Object.values(announcements)) expect(roomAccess).toHaveProperty(room)
  })
})

test("an account of somebody else's cannot be taken away, whoever asks", async () => {
  const victim = await server.staff('reviewer')
  const { id: identityId } = await server.deps.db
    .insertInto('staff_identities')
    .values({
      staff_id: victim.staffId,
      issuer: 'https://login.example',
      subject: randomUUID(),
      address: null,
      linked_at: server.clock.current,
      used_at: server.clock.current,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const asker = await server.staff('admin', 'reviewer')
  expect(await asker.call('removeIdentity', { params: { identityId } })).toMatchObject({ status: 404 })
  const sessionId = (await victim.must('getOwnAccount')).sessions[0]!.id
  await asker.must('endOwnSessions', { body: { which: { sessionId } } })
  expect((await victim.must('getMe')).staff).not.toBeNull()
})
