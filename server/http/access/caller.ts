import { staffRoles, type ApiScope, type StaffRole } from '#contracts/route.ts'

export interface StaffActor {
  kind: 'staff'
  id: string
  name: string
  email: string
  roles: readonly StaffRole[]
  sessionId: string
}

export interface CandidateActor {
  kind: 'candidate'
  sessionId: string
  invitationIds: ReadonlySet<string>
  /** Once held, withdrawn since: good for nothing but being told so. Practices are among them. */
  withdrawnIds: ReadonlySet<string>
}

/** A program that was let in by an API key. */
export interface KeyActor {
  kind: 'key'
  id: string
  scopes: readonly ApiScope[]
  /** Who made the key, and answers for what comes by it; null where that account is gone. */
  madeBy: string | null
}

/** Who asks. One browser may hold a staff session and a candidate session at once, so both are looked at. */
export interface Caller {
  staff: StaffActor | null
  candidate: CandidateActor | null
  key: KeyActor | null
}

const isRole = (text: string): text is StaffRole => staffRoles.some((role) => role === text)

export const parseRoles = (roles: string): StaffRole[] => roles.split(',').filter(isRole)
