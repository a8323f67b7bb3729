import type { BounceOutcome } from '#contracts/api/integrations/inbound-mail.ts'
import type { MailKind } from '#contracts/api/mails.ts'
import type { Database, Reader, Tx } from '../db/connect.ts'
import type { MailDetail } from '../db/tables/mails.ts'
import { nextTryAt } from './next-try.ts'

interface WrittenMail {
  invitationId: string
  kind: MailKind
  detail?: MailDetail
  now: Date
  dueAt: Date
}

export async function insertMail(tx: Tx, mail: WrittenMail): Promise<string> {
  const { id } = await tx
    .insertInto('mails')
    .values({
      invitation_id: mail.invitationId,
      kind: mail.kind,
      detail: JSON.stringify(mail.detail ?? {}),
      created_at: mail.now,
      due_at: mail.dueAt,
      next_try_at: mail.dueAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Due anew, whatever became of it. False where the invitation has no such mail. */
export async function writeWaiting(
  tx: Tx,
  of: { mailId: string; invitationId: string },
  now: Date,
): Promise<boolean> {
  const row = await tx
    .updateTable('mails')
    .set({
      state: 'waiting',
      tries: 0,
      due_at: now,
      next_try_at: now,
      fault: null,
      ended_at: null,
      delayed_at: null,
    })
    .where('id', '=', of.mailId)
    .where('invitation_id', '=', of.invitationId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Takes a waiting notice that is due: nobody else gets it until its next try. Null where there is none, or another has it. */
export async function claimMail(db: Database, id: string, now: Date) {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('mails')
      .selectAll()
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .where('next_try_at', '<=', now)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (row === undefined) return null
    const tries = row.tries + 1
    await tx
      .updateTable('mails')
      .set({ tries, next_try_at: nextTryAt(tries, now) })
      .where('id', '=', id)
      .execute()
    return { ...row, tries }
  })
}

interface Ended {
  state: 'sent' | 'dropped' | 'failed'
  address: string | null
  fault: string | null
  now: Date
}

export async function endMail(db: Reader, id: string, ended: Ended): Promise<void> {
  const { now, ...change } = ended
  await db
    .updateTable('mails')
    .set({ ...change, ended_at: now })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

export async function noteFault(db: Reader, id: string, fault: { address: string | null; words: string }) {
  const change = { address: fault.address, fault: fault.words }
  await db.updateTable('mails').set(change).where('id', '=', id).where('state', '=', 'waiting').execute()
}

/** Under its lock; null where there is none. */
export async function lockMail(tx: Tx, id: string) {
  const row = await tx.selectFrom('mails').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row ?? null
}

export type MailRow = NonNullable<Awaited<ReturnType<typeof lockMail>>>

/** What a server further on made of a mail that was taken. */
export async function writeBounce(
  tx: Tx,
  id: string,
  { outcome, words, now }: { outcome: BounceOutcome; words: string | null; now: Date },
): Promise<void> {
  const change = outcome === 'failed' ? { state: 'failed' as const, ended_at: now } : {}
  await tx
    .updateTable('mails')
    .set({ ...change, fault: words, delayed_at: outcome === 'delayed' ? now : null })
    .where('id', '=', id)
    .execute()
}

/** Those that are due and wait, the longest first. */
export async function listDueMails(db: Reader, now: Date, limit: number) {
  return db
    .selectFrom('mails')
    .select(['id', 'tries'])
    .where('state', '=', 'waiting')
    .where('next_try_at', '<=', now)
    .orderBy('next_try_at')
    .limit(limit)
    .execute()
}

export async function listMails(db: Reader, invitationId: string) {
  return db
    .selectFrom('mails')
    .selectAll()
    .where('invitation_id', '=', invitationId)
    .orderBy('due_at', 'desc')
    .orderBy('created_at', 'desc')
    .execute()
}

/** Whether no mail of these invitations was ever tried. Until the transaction ends none can be: a claim passes over locked rows. */
export async function areUntried(tx: Tx, invitationIds: readonly string[]): Promise<boolean> {
  if (invitationIds.length === 0) return true
  const rows = await tx
    .selectFrom('mails')
    .select('tries')
    .where('invitation_id', 'in', [...invitationIds])
    .forUpdate()
    .execute()
  return rows.every(({ tries }) => tries === 0)
}
