import type { BodyOf } from '#contracts/route.ts'
import type { staffApi, StaffMember } from '#contracts/api/staff/staff.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { recordFactAlone } from '../facts/record-fact.ts'
import { fieldError } from '../http/app-error.ts'
import { createMember } from './invite-staff.ts'
import { comparableMailAddress } from './mail-address.ts'
import { useStaffLink } from './staff-links.ts'
import { findStaffByEmail } from './store.ts'

type Input = BodyOf<typeof staffApi.createFirstAdmin> & { now: Date }

/** The link is used up first, in a transaction of its own: of two tries at once only one gets further. */
export async function createFirstAdmin(deps: Deps, input: Input): Promise<StaffMember> {
  if ((await findStaffByEmail(deps.db, input.email)) !== null) {
    throw fieldError('body.email', 'Somebody with this mail address works here already')
  }
  await inTransaction(deps.db, (tx) =>
    useStaffLink(tx, { token: input.token, purpose: 'first_admin', now: input.now }),
  )
  const { name, email } = input
  const roles: StaffMember['roles'] = ['admin', 'recruiter', 'reviewer', 'author']
  const id = await createMember(deps, { name, email, roles })
  await deps.auth.setPassword(id, input.password)
  await recordFactAlone(deps, {
    at: input.now,
    actor: 'platform',
    name: 'first-admin-created',
    subjectId: id,
  })
  return { id, name, email: comparableMailAddress(email), roles }
}
