import type { Reader } from '../../db/connect.ts'

/** Sent once more, it says what it said last. */
export async function writeText(
  db: Reader,
  text: { mailId: string; sealed: Buffer; now: Date },
): Promise<void> {
  const values = { sealed: text.sealed, kept_at: text.now }
  await db
    .insertInto('mail_texts')
    .values({ mail_id: text.mailId, ...values })
    .onConflict((conflict) => conflict.column('mail_id').doUpdateSet(values))
    .execute()
}

export async function deleteTexts(db: Reader, keptBefore: Date): Promise<void> {
  await db.deleteFrom('mail_texts').where('kept_at', '<', keptBefore).execute()
}
