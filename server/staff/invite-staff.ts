import type { BodyOf } from '#contracts/route.ts'
import type { staffApi, StaffMember } from '#contracts/api/staff/staff.ts'
import { isUniqueViolation } from '../db/violations.ts'
import type { Deps } from '../deps.ts'
import { recordFactAlone } from '../facts/record-fact.ts'
import { fieldError } from '../http/app-error.ts'
import type { ReviewerPools } from './colleagues.ts'
import { comparableMailAddress } from './mail-address.ts'
import { issueStaffLink } from './staff-links.ts'
import type { NewStaff } from './staff-auth.ts'
import { findStaffByEmail } from './store.ts'

type Input = BodyOf<typeof staffApi.inviteStaff> & { now: Date; by: string; pools: ReviewerPools }

const isTaken = () => fieldError('body.email', 'Somebody with this mail address works here already')

/** Throws a `bad_request` at the address where somebody has it already, also where both come at the same moment. */
export async function createMember(deps: Deps, member: NewStaff): Promise<string> {
  if ((await findStaffByEmail(deps.db, member.email)) !== null) throw isTaken()
  try {
    return await deps.auth.createMember(member)
  } catch (error) {
    if (isUniqueViolation(error)) throw isTaken()
    throw error
  }
}

export async function inviteStaff(deps: Deps, input: Input): Promise<{ member: StaffMember; link: string }> {
  const id = await createMember(deps, input)
  await input.pools.write(deps.db, id, input.positionIds)
  const link = await issueStaffLink(deps, deps.db, { purpose: 'sign_in', staffId: id, now: input.now })
  await recordFactAlone(deps, {
    at: input.now,
    actor: `staff:${input.by}`,
    name: 'staff-invited',
    subjectId: id,
    detail: { roles: input.roles, positionIds: input.positionIds },
  })
  const email = comparableMailAddress(input.email)
  return { member: { id, name: input.name, email, roles: input.roles }, link }
}
