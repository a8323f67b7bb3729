import { createHash, timingSafeEqual } from 'node:crypto'
import type { Access, ApiScope, StaffRole } from '#contracts/route.ts'
import { AppError } from '../app-error.ts'
import type { CandidateActor, Caller, KeyActor, StaffActor } from './caller.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

export function isWorker(authorization: string | undefined, workerToken: string): boolean {
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${workerToken}`))
}

interface Asked {
  /** Of the path, as they came. */
  params: Readonly<Record<string, unknown>>
  fromWorker: () => boolean
}

/** Throws `not_found` for what is somebody else's, and `invitation_withdrawn` for what was this candidate's. */
export function requireInvitation(candidate: CandidateActor, invitationId: unknown): void {
  const isIn = (ids: ReadonlySet<string>) => typeof invitationId === 'string' && ids.has(invitationId)
  if (isIn(candidate.withdrawnIds)) throw new AppError('invitation_withdrawn')
  if (!isIn(candidate.invitationIds)) throw new AppError('not_found')
}

/** Whom a handler deals with. */
export type Who = StaffActor | CandidateActor | KeyActor | Caller | null

/** Whether a caller may use a route at all; answers whom the handler deals with, or throws the refusal. */
export function authorise(access: Access, caller: Caller, { params, fromWorker }: Asked): Who {
  switch (access.kind) {
    case 'public':
      return caller
    case 'candidate':
      if (caller.candidate === null) throw new AppError('not_signed_in')
      if (access.of === 'invitation') requireInvitation(caller.candidate, params['invitationId'])
      return caller.candidate
    case 'staff':
      return requireStaff(access.roles, caller.staff)
    case 'key':
      return requireKey(access.scopes, caller.key)
    case 'worker':
      if (!fromWorker()) throw new AppError('not_signed_in')
      return null
  }
}

function requireStaff(roles: readonly StaffRole[], staff: StaffActor | null): StaffActor {
  if (staff === null) throw new AppError('not_signed_in')
  if (!staff.roles.some((role) => roles.includes(role))) throw new AppError('forbidden')
  return staff
}

function requireKey(scopes: readonly ApiScope[], key: KeyActor | null): KeyActor {
  if (key === null) throw new AppError('key_unknown')
  if (key.scopes.some((scope) => scopes.includes(scope))) return key
  throw new AppError('forbidden', {
    message: `This key does not have the scope that this needs (${scopes.join(' or ')}).`,
    next: 'Ask an admin of this installation for a key with that scope.',
  })
}
