import type { Database, Reader } from '../db/connect.ts'
import { nextTryAt } from './next-try.ts'

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
