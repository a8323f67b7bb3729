import type { Database } from './db/connect.ts'
import { AppError } from './http/app-error.ts'
import type { Caller } from './http/access/caller.ts'
import { candidateCookieName, readCookie } from './http/access/cookies.ts'
import { findAttempt } from './attempts/store.ts'
import { findCandidate } from './invitations/links/exchange-link.ts'
import { findKeyActor } from './integrations/keys/find-key.ts'
import type { StaffAuth } from './staff/staff-auth.ts'

/** Who a request comes from, by its cookies or its API key. */
export function createIdentify({ db, auth, secure }: { db: Database; auth: StaffAuth; secure: boolean }) {
  return async (headers: Headers, now: Date): Promise<Caller> => {
    const cookies = headers.get('cookie') ?? undefined
    const key = await findKeyActor(db, headers.get('authorization'), now)
    if (cookies === undefined) return { staff: null, candidate: null, key }
    const [staff, candidate] = await Promise.all([
      auth.findActor(headers),
      findCandidate({ db }, readCookie(cookies, candidateCookieName(secure)), now),
    ])
    return { staff, candidate, key }
  }
}

/** Throws `not_found` unless this candidate may watch this attempt. */
export async function requireOwnAttempt(db: Database, caller: Caller, attemptId: string): Promise<void> {
  const attempt = await findAttempt(db, attemptId)
  const holds = attempt !== null && caller.candidate?.invitationIds.has(attempt.invitation_id)
  if (!holds) throw new AppError('not_found')
}
