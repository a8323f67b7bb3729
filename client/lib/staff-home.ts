import type { StaffMember } from '#contracts/api/people.ts'
import { paths } from './paths.ts'

/** Where a member of staff begins: recruiters at the board, reviewers at their list. */
export function staffHome(member: StaffMember): string {
  if (member.roles.includes('admin') || member.roles.includes('recruiter')) return paths.board()
  return member.roles.includes('reviewer') ? paths.reviews() : paths.start()
}
