import type { Reader } from '../connect.ts'

export interface AuditEntry {
  at: Date
  /** `staff:<id>`, `candidate:<invitation id>`, `key:<id>`, `ats:<id>` or `platform`. */
  actor: string
  action: string
  subject: string
  detail?: Record<string, unknown>
}

/** Adds a line to the record that the database itself refuses to change. */
export async function recordAudit(db: Reader, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit')
    .values({ ...entry, detail: JSON.stringify(entry.detail ?? {}) })
    .execute()
}

/** Whether a line of this kind stands in it since then. */
export async function hasAudit(
  db: Reader,
  { since, actor, action, subject }: Pick<AuditEntry, 'actor' | 'action' | 'subject'> & { since: Date },
): Promise<boolean> {
  const row = await db
    .selectFrom('audit')
    .select('id')
    .where('subject', '=', subject)
    .where('actor', '=', actor)
    .where('action', '=', action)
    .where('at', '>', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
