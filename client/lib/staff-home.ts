import type { StaffMember } from '#contracts/api/staff/staff.ts'
import { paths } from './paths.ts'

/** Where a member of staff begins: recruiters at the board, reviewers at their list, authors at what is graded again. */
export function staffHome(member: StaffMember): string {
  if (member.roles.includes('admin') || member.roles.includes('recruiter')) return paths.board()
  if (member.roles.includes('reviewer')) return paths.reviews()
  return member.roles.includes('author') ? paths.regrades() : paths.start()
}
