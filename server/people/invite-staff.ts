import type { BodyOf } from '#contracts/route.ts'
import type { peopleApi, StaffMember } from '#contracts/api/people.ts'
import { recordAudit } from '../db/audit.ts'
import type { Deps } from '../deps.ts'
import { fieldError } from '../http/app-error.ts'
import { issueStaffLink } from './staff-links.ts'
import { findStaffByEmail, joinReviewerPools } from './store.ts'

type Input = BodyOf<typeof peopleApi.inviteStaff> & { now: Date; by: string }

export async function inviteStaff(deps: Deps, input: Input): Promise<{ member: StaffMember; link: string }> {
  if ((await findStaffByEmail(deps.db, input.email)) !== null) {
    throw fieldError('body.email', 'somebody with this mail address works here already')
  }
  const id = await deps.auth.createMember(input)
  await joinReviewerPools(deps.db, id, input.positionIds)
  const link = await issueStaffLink(deps, deps.db, { purpose: 'sign_in', staffId: id, now: input.now })
  await recordAudit(deps.db, {
    at: input.now,
    actor: `staff:${input.by}`,
    action: 'staff-invited',
    subject: `staff:${id}`,
    detail: { roles: input.roles, positionIds: input.positionIds },
  })
  return { member: { id, name: input.name, email: input.email.toLowerCase(), roles: input.roles }, link }
}
