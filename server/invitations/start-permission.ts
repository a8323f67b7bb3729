interface StartFacts {
  startedAt: Date | null
  revokedAt: Date | null
  declinedAt: Date | null
  expiresAt: Date
  scheduleBy: Date | null
  appointmentAt: Date | null
}

interface StartRow {
  revoked_at: Date | null
  declined_at: Date | null
  expires_at: Date
  schedule_by: Date | null
  appointment_at: Date | null
}

/** Of an invitation that has no attempt yet, as far as its row tells. */
export const startFactsOf = (row: StartRow): StartFacts => ({
  startedAt: null,
  revokedAt: row.revoked_at,
  declinedAt: row.declined_at,
  expiresAt: row.expires_at,
  scheduleBy: row.schedule_by,
  appointmentAt: row.appointment_at,
})

/**
 * Whether the start button works. An appointment does not lock it: a candidate may start early. `unscheduled`: a moment had to be
 * picked by a date that has passed.
 */
export function startPermission(
  facts: StartFacts,
  now: Date,
): 'ready' | 'appointment' | 'expired' | 'unscheduled' | 'declined' | 'revoked' | 'started' {
  if (facts.startedAt !== null) return 'started'
  if (facts.revokedAt !== null) return 'revoked'
  if (facts.declinedAt !== null) return 'declined'
  if (facts.expiresAt <= now) return 'expired'
  if (facts.appointmentAt !== null && facts.appointmentAt > now) return 'appointment'
  const isUnscheduled = facts.appointmentAt === null && facts.scheduleBy !== null && facts.scheduleBy < now
  return isUnscheduled ? 'unscheduled' : 'ready'
}

/** Why an invitation cannot be started whatever is confirmed; null where it can. */
export function closedBecause(
  permission: ReturnType<typeof startPermission>,
): 'invitation_closed' | 'invitation_declined' | 'schedule_by_passed' | null {
  if (permission === 'declined') return 'invitation_declined'
  if (permission === 'unscheduled') return 'schedule_by_passed'
  return permission === 'expired' || permission === 'revoked' ? 'invitation_closed' : null
}
