interface StartFacts {
  startedAt: Date | null
  revokedAt: Date | null
  expiresAt: Date
  appointmentAt: Date | null
}

/** Whether the start button works. An appointment does not lock it: a candidate may start early. */
export function startPermission(
  facts: StartFacts,
  now: Date,
): 'ready' | 'appointment' | 'expired' | 'revoked' | 'started' {
  if (facts.startedAt !== null) return 'started'
  if (facts.revokedAt !== null) return 'revoked'
  if (facts.expiresAt <= now) return 'expired'
  return facts.appointmentAt !== null && facts.appointmentAt > now ? 'appointment' : 'ready'
}
