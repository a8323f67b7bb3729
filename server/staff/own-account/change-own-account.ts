import type { BodyOf } from '#contracts/route.ts'
import type { ownAccountApi } from '#contracts/api/staff/own-account.ts'
import type { Deps } from '../../deps.ts'
import { recordFactAlone } from '../../facts/record-fact.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import type { StaffActor } from '../../http/access/caller.ts'
import { comparableMailAddress } from '../mail-address.ts'
import { endStaffSessions } from '../session-store.ts'

interface OwnAct {
  who: StaffActor
  now: Date
  address: string
}

/** Asks for the old password where there is one, and ends the sessions elsewhere: whoever had the old one is out. */
export async function changePassword(
  deps: Deps,
  { who, now, address, ...input }: OwnAct & BodyOf<typeof ownAccountApi.setPassword>,
): Promise<void> {
  if (!deps.config.passwordSignIn) throw new AppError('password_off')
  if (await deps.auth.hasPassword(who.id)) {
    const attempt = { account: comparableMailAddress(who.email), address, isKnownBrowser: true }
    const isRight = await deps.signInThrottle.attempt(attempt, () =>
      deps.auth.verifyPassword(who.id, input.oldPassword),
    )
    if (!isRight) throw fieldError('body.oldPassword', 'This is not your present password')
  }
  await deps.auth.setPassword(who.id, input.password)
  const ended = await endStaffSessions(deps.db, who.id, { exceptId: who.sessionId })
  deps.closeSessions(ended)
  await recordFactAlone(deps, {
    ...saidOf(who, now),
    name: 'password-set',
    detail: { sessions: ended.length },
  })
}

export async function endOwnSessions(
  deps: Deps,
  { who, now, which }: Omit<OwnAct, 'address'> & BodyOf<typeof ownAccountApi.endOwnSessions>,
): Promise<void> {
  const chosen =
    which === 'all' ? {} : which === 'others' ? { exceptId: who.sessionId } : { onlyId: which.sessionId }
  const ended = await endStaffSessions(deps.db, who.id, chosen)
  deps.closeSessions(ended)
  await recordFactAlone(deps, {
    ...saidOf(who, now),
    name: 'staff-signed-out',
    detail: { sessions: ended.length },
  })
}

const saidOf = (who: StaffActor, now: Date) => ({ at: now, actor: `staff:${who.id}`, subjectId: who.id })
