import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { api, type RouteName } from '#contracts/api.ts'
import { apiScopes, staffRoles, type Access, type ApiScope, type Route } from '#contracts/route.ts'
import type { Visitor } from '../../support/server/call.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

/** Every route × every kind of caller. A route that is added appears here by itself. */
const keyCallers = apiScopes.map((scope) => `key of ${scope}` as const)
const callers = [
  ...(['anonymous', 'owner', 'other candidate', ...staffRoles, 'worker'] as const),
  ...keyCallers,
  'revoked key',
  'expired key',
] as const
type CallerName = (typeof callers)[number]

let server: TestServer
let ids: Record<string, string>
const visitors = new Map<CallerName, Visitor>()
const keys = new Map<CallerName, string>()
// What ends sessions is knocked at last, since the others are tried with them.
const submissionRoutes: RouteName[] = ['renewInvitationLink', 'signCandidateOut', 'signOut']
const routes = Object.entries(api)
  .map(([name, route]): [RouteName, Route] => [name as RouteName, route])
  .sort(([a], [b]) => submissionRoutes.indexOf(a) - submissionRoutes.indexOf(b))

beforeAll(async () => {
  server = await startTestServer()
  const own = await server.attempt()
  const foreign = await server.attempt()
  ids = {
    ...own,
    runId: randomUUID(),
    submissionId: randomUUID(),
    regradeId: randomUUID(),
    copyId: randomUUID(),
    revision: '0',
    staffId: 'nobody',
    keyId: randomUUID(),
    connectionId: randomUUID(),
    webhookId: randomUUID(),
    step: 'position',
    calendarId: randomUUID(),
  } as never
  visitors.set('anonymous', server.visitor())
  visitors.set('owner', own.visitor)
  visitors.set('other candidate', foreign.visitor)
  for (const role of staffRoles) visitors.set(role, await server.staff(role))
  visitors.set('worker', server.visitor())
  await makeKeys()
})
afterAll(() => server.stop())

async function makeKeys() {
  const admin = visitors.get('admin')!
  const make = async (caller: CallerName, scopes: readonly ApiScope[], expiresInDays = 1) => {
    const body = { name: caller, scopes: [...scopes], expiresInDays }
    const made = await admin.must('createApiKey', { body })
    visitors.set(caller, server.visitor())
    keys.set(caller, made.token)
    return made.id
  }
  await make('expired key', apiScopes)
  server.clock.advance(24 * 3_600_000)
  for (const scope of apiScopes) await make(`key of ${scope}`, [scope])
  const keyId = await make('revoked key', apiScopes)
  await admin.must('revokeApiKey', { params: { keyId } })
}

/** What the gate must say: 401, 403, 404 for what is foreign, or null where the caller gets through to the handler. */
function expectedRefusal(access: Access, caller: CallerName): number | null {
  if (access.kind === 'public') return null
  if (access.kind === 'worker') return caller === 'worker' ? null : 401
  if (access.kind === 'key') {
    const scope = apiScopes.find((each) => caller === `key of ${each}`)
    if (scope === undefined) return 401
    return access.scopes.includes(scope) ? null : 403
  }
  if (access.kind === 'candidate') {
    if (caller === 'owner') return null
    return caller === 'other candidate' ? 404 : 401
  }
  const role = staffRoles.find((each) => each === caller)
  if (role === undefined) return 401
  return access.roles.includes(role) ? null : 403
}

/** A body that no schema takes: whoever gets past the gate is answered 400 and changes nothing. */
async function knock(route: Route, caller: CallerName): Promise<number> {
  const path = route.path.replaceAll(/:(\w+)/g, (_, key: string) => ids[key] ?? randomUUID())
  const response = await visitors.get(caller)!.fetch(path, {
    method: route.method,
    headers: {
      ...(route.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(keys.has(caller) ? { authorization: `Bearer ${keys.get(caller)}` } : {}),
      ...(caller === 'worker' ? { authorization: `Bearer ${server.config.workerToken}` } : {}),
    },
    ...(route.body === undefined ? {} : { body: '[]' }),
  })
  return response.status
}

describe('a foreign attempt or invitation does not exist', () => {
  it.each([
    ['getInvitation', {}],
    ['setAppointment', { local: '2026-11-30T10:00', zone: 'UTC' }],
    ['dropAppointment', {}],
    ['getCalendarFile', {}],
    ['askForAccommodation', { kind: 'half' }],
    ['listOwnAccommodations', {}],
    ['startAttempt', { startEarly: true }],
    ['getAttempt', {}],
    ['getClock', {}],
    ['getWorkspace', {}],
    [
      'saveWorkspace',
      { clientId: randomUUID(), seq: 1, changes: [{ kind: 'write', path: 'a', content: 'x' }] },
    ],
    ['createRun', {}],
    ['listRuns', {}],
    ['getRun', {}],
    ['submitAttempt', {}],
    ['getReceipt', {}],
    ['getSubmissionPage', {}],
    ['saveNotes', { tradeOffs: 'mine' }],
    ['giveFeedback', { clarity: 5 }],
    ['getPreview', {}],
    ['exportMyData', {}],
    ['acquireLease', { tabId: randomUUID(), takeOver: true }],
    ['renewLease', { tabId: randomUUID(), token: 1 }],
    ['releaseLease', { tabId: randomUUID(), token: 1 }],
    ['listConflictCopies', {}],
    ['getConflictCopy', {}],
    ['resolveConflict', { outcome: 'left' }],
    ['listRevisions', {}],
    ['getRevision', {}],
    ['acknowledgeCredits', { creditIds: [randomUUID()] }],
  ] as const)('%s', async (name, body) => {
    const stranger = visitors.get('other candidate')!
    expect(await stranger.call(name, { params: ids, body: body as never })).toMatchObject({
      status: 404,
      error: { code: 'not_found' },
    })
  })
})

describe.each(routes)('%s', (_name, route) => {
  it.each(callers)('as %s', async (caller) => {
    const status = await knock(route, caller)
    const refusal = expectedRefusal(route.access, caller)
    // A foreign candidate may be told that the body is wrong before being told that there is nothing here.
    const foreignOrWrong = refusal === 404 && route.body !== undefined ? [404, 400] : [refusal]
    if (refusal === null) expect([401, 403]).not.toContain(status)
    else expect(foreignOrWrong).toContain(status)
    expect(status).not.toBe(500)
  })
})
