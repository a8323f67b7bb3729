import type { StaffMember } from '#contracts/api/staff/staff.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFactAlone } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import { comparableMailAddress } from '../mail-address.ts'
import { useStaffLink } from '../staff-links.ts'
import { findActiveStaff, findStaffByEmail } from '../store.ts'

interface SignIn {
  now: Date
  address: string
  headers: Headers
}

export interface SignedIn {
  member: StaffMember
  cookies: string[]
}

/** Throws `wrong_credentials`, the same for an account that is unknown, disabled, or has another password. */
export async function signInByPassword(
  deps: Deps,
  input: SignIn & { email: string; password: string },
): Promise<SignedIn> {
  if (!deps.config.passwordSignIn) throw new AppError('password_off')
  const account = comparableMailAddress(input.email)
  const isKnownBrowser = deps.knownBrowser.isKnown(input.headers, account)
  const attempt = { account, address: input.address, isKnownBrowser }
  const isRight = await deps.signInThrottle.attempt(attempt, async () => {
    const found = await findStaffByEmail(deps.db, account)
    const isOpen = found !== null && !found.isDisabled
    return deps.auth.verifyPassword(isOpen ? found.id : null, input.password)
  })
  const member = isRight ? await findStaffByEmail(deps.db, account) : null
  if (member === null || member.isDisabled) throw new AppError('wrong_credentials')
  return startSession(deps, member, { ...input, by: 'password' })
}

/** Throws the reason where the link cannot be used. */
export async function signInByLink(deps: Deps, input: SignIn & { token: string }): Promise<SignedIn> {
  const { staffId } = await inTransaction(deps.db, (tx) =>
    useStaffLink(tx, { token: input.token, purpose: 'sign_in', now: input.now }),
  )
  const member = staffId === null ? null : await findActiveStaff(deps.db, staffId)
  if (member === null) throw new AppError('link_revoked')
  return startSession(deps, member, { ...input, by: 'link' })
}

export async function startSession(
  deps: Deps,
  { id, name, email, roles }: StaffMember,
  input: Pick<SignIn, 'headers' | 'now'> & { by: 'password' | 'link' | 'first_admin' | 'oidc' },
): Promise<SignedIn> {
  const cookies = await deps.auth.startSession(id, input.headers.get('user-agent'))
  await recordFactAlone(deps, {
    at: input.now,
    actor: `staff:${id}`,
    name: 'staff-signed-in',
    subjectId: id,
    detail: { by: input.by },
  })
  return {
    member: { id, name, email, roles },
    cookies: [...cookies, deps.knownBrowser.cookieFor(comparableMailAddress(email))],
  }
}
