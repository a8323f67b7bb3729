import type { StaffRole } from '#contracts/route.ts'
import { paths } from './paths.ts'

interface Place {
  label: string
  to: string
  roles: readonly StaffRole[]
  /** For running the installation rather than for the day's work: below the person's name, not in the header. */
  isForOperating?: true
}

const places: readonly Place[] = [
  { label: 'Board', to: paths.board(), roles: ['admin', 'recruiter'] },
  { label: 'Positions', to: paths.positions(), roles: ['admin', 'recruiter'] },
  { label: 'Insight', to: paths.insight(), roles: ['admin', 'recruiter'] },
  { label: 'Reviews', to: paths.reviews(), roles: ['admin', 'reviewer'] },
  { label: 'Regrades', to: paths.regrades(), roles: ['admin', 'recruiter', 'author'] },
  { label: 'Feedback', to: paths.feedback(), roles: ['admin', 'recruiter', 'author'] },
  { label: 'Outbox', to: paths.outbox(), roles: ['admin', 'recruiter'], isForOperating: true },
  { label: 'Organisation', to: paths.organisation(), roles: ['admin'], isForOperating: true },
  { label: 'Audit', to: paths.audit(), roles: ['admin'], isForOperating: true },
  { label: 'Integrations', to: paths.integrations(), roles: ['admin'], isForOperating: true },
  { label: 'People', to: paths.people(), roles: ['admin', 'recruiter', 'reviewer', 'author'] },
]

/** The pages that somebody with these roles may open. */
export const placesOf = (roles: readonly StaffRole[]): readonly Place[] =>
  places.filter((place) => place.roles.some((role) => roles.includes(role)))
