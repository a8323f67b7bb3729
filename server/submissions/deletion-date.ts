const dayMs = 24 * 3_600_000

/** When everything about a candidate goes: so many days after their work was submitted, or after the invitation ran out. */
export function deletionDate(
  facts: { submittedAt: Date | null; expiresAt: Date },
  retentionDays: number,
): Date {
  return new Date((facts.submittedAt ?? facts.expiresAt).getTime() + retentionDays * dayMs)
}
