import { randomUUID } from 'node:crypto'
import { apiScopes, type Access, type ApiScope, type StaffRole } from '#contracts/route.ts'
import type { Visitor } from '../../../support/server/call.ts'
import type { TestServer } from '../../../support/server/test-server.ts'

const keyCallers = apiScopes.map((scope) => `key of ${scope}` as const)

/** Every kind of caller there is; the matrix tries each at everything. */
export const callers = [
  'anonymous',
  'owner',
  'other candidate',
  'admin',
  'recruiter',
  'author',
  'reviewer in the pool',
  'reviewer outside it',
  'disabled colleague',
  'worker',
  ...keyCallers,
  'revoked key',
  'expired key',
  'unknown key',
] as const
export type CallerName = (typeof callers)[number]

const roles: Partial<Record<CallerName, StaffRole>> = {
  admin: 'admin',
  recruiter: 'recruiter',
  author: 'author',
  'reviewer in the pool': 'reviewer',
  'reviewer outside it': 'reviewer',
}

export interface Scene {
  visitors: Record<CallerName, Visitor>
  headers: Partial<Record<CallerName, Record<string, string>>>
  /** What path parameters stand for: things of the owner, of the pool, and of nobody else. */
  ids: Record<string, string>
}

export async function openScene(server: TestServer): Promise<Scene> {
  const own = await server.attempt()
  const inPool = await server.staff('reviewer')
  const positionId = await server.position({ reviewerIds: [inPool.staffId] })
  const submitted = await server.attempt({ positionId })
  await submitted.visitor.must('submitAttempt', { params: { attemptId: submitted.attemptId } })
  const { id: submissionId } = await server.deps.db
    .selectFrom('submissions')
    .select('id')
    .where('attempt_id', '=', submitted.attemptId)
    .executeTakeFirstOrThrow()
  const disabled = await server.staff('admin', 'recruiter', 'reviewer', 'author')
  await server.deps.db
    .updateTable('staff')
    .set({ disabled_at: server.clock.current })
    .where('id', '=', disabled.staffId)
    .execute()
  const admin = await server.staff('admin')
  return {
    visitors: {
      ...keyVisitors(server),
      anonymous: server.visitor(),
      owner: own.visitor,
      'other candidate': (await server.attempt()).visitor,
      admin,
      recruiter: await server.staff('recruiter'),
      author: await server.staff('author'),
      'reviewer in the pool': inPool,
      'reviewer outside it': await server.staff('reviewer'),
      'disabled colleague': disabled,
      worker: server.visitor(),
    },
    headers: { worker: bearer(server.config.workerToken), ...(await keyHeaders(server, admin)) },
    ids: {
      attemptId: own.attemptId,
      invitationId: own.invitationId,
      submissionId,
      identityId: randomUUID(),
      keyId: randomUUID(),
      connectionId: randomUUID(),
      webhookId: randomUUID(),
      revision: '0',
      staffId: 'nobody',
      step: 'position',
    },
  }
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

type KeyCaller = Extract<CallerName, `${string}key${string}`>

/** Programs have no cookies. */
function keyVisitors(server: TestServer): Record<KeyCaller, Visitor> {
  const each = [...keyCallers, 'revoked key', 'expired key', 'unknown key'] as const
  return Object.fromEntries(each.map((caller) => [caller, server.visitor()])) as Record<KeyCaller, Visitor>
}

async function keyHeaders(server: TestServer, admin: Visitor) {
  const make = async (name: string, scopes: readonly ApiScope[]) =>
    admin.must('createApiKey', { body: { name, scopes: [...scopes], expiresInDays: 1 } })
  const expired = await make('expired', apiScopes)
  server.clock.advance(24 * 3_600_000)
  const headers: Partial<Record<CallerName, Record<string, string>>> = {
    'expired key': bearer(expired.token),
    'unknown key': bearer('ft_unknown'),
  }
  for (const scope of apiScopes) headers[`key of ${scope}`] = bearer((await make(scope, [scope])).token)
  const revoked = await make('revoked', apiScopes)
  await admin.must('revokeApiKey', { params: { keyId: revoked.id } })
  headers['revoked key'] = bearer(revoked.token)
  return headers
}

/** What the table says: 401, 403, 404 for what is somebody else's, or null where the caller gets through to the handler. */
export function expectedRefusal(access: Access, caller: CallerName): 401 | 403 | 404 | null {
  if (access.kind === 'public') return null
  if (access.kind === 'worker') return caller === 'worker' ? null : 401
  if (access.kind === 'candidate') {
    if (caller === 'owner') return null
    return caller === 'other candidate' ? 404 : 401
  }
  if (access.kind === 'key') {
    const scope = apiScopes.find((each) => caller === `key of ${each}`)
    if (scope === undefined) return 401
    return access.scopes.includes(scope) ? null : 403
  }
  const role = roles[caller]
  if (role === undefined) return 401
  if (!access.roles.includes(role)) return 403
  return access.of === 'pool' && caller === 'reviewer outside it' ? 404 : null
}
