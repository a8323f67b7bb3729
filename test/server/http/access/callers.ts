import { randomUUID } from 'node:crypto'
import type { Access, StaffRole } from '#contracts/route.ts'
import type { Visitor } from '../../../support/server/call.ts'
import type { TestServer } from '../../../support/server/test-server.ts'

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
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
  return {
    visitors: {
      anonymous: server.visitor(),
      owner: own.visitor,
      'other candidate': (await server.attempt()).visitor,
      admin: await server.staff('admin'),
      recruiter: await server.staff('recruiter'),
      author: await server.staff('author'),
      'reviewer in the pool': inPool,
      'reviewer outside it': await server.staff('reviewer'),
      'disabled colleague': disabled,
      worker: server.visitor(),
      'unknown key': server.visitor(),
    },
    headers: { worker: bearer(server.config.workerToken), 'unknown key': bearer('ft_unknown') },
    ids: {
      attemptId: own.attemptId,
      invitationId: own.invitationId,
      submissionId,
      identityId: randomUUID(),
      revision: '0',
      staffId: 'nobody',
      step: 'position',
    },
  }
}

/** What the table says: 401, 403, 404 for what is somebody else's, or null where the caller gets through to the handler. */
export function expectedRefusal(access: Access, caller: CallerName): 401 | 403 | 404 | null {
  if (access.kind === 'public') return null
  if (access.kind === 'worker') return caller === 'worker' ? null : 401
  if (access.kind === 'candidate') {
    if (caller === 'owner') return null
    return caller === 'other candidate' ? 404 : 401
  }
  const role = roles[caller]
  if (role === undefined) return 401
  if (!access.roles.includes(role)) return 403
  return access.of === 'pool' && caller === 'reviewer outside it' ? 404 : null
}
