import type { MailKind } from '#contracts/api/mails.ts'
import type { MailDetail } from '../db/tables/mails.ts'
import type { Deps, UnitOfWork } from '../deps.ts'
import { insertMail } from './store.ts'

export type PostScope = UnitOfWork<Pick<Deps, 'jobs'>>

export interface NewMail {
  invitationId: string
  kind: MailKind
  detail?: MailDetail
  now: Date
  /** Left out, it is due at once. */
  dueAt?: Date
}

/** Writes a mail into the outbox, in the transaction of what it tells of: neither happens without the other. */
export async function postMail({ deps, tx, afterCommit }: PostScope, mail: NewMail): Promise<void> {
  const dueAt = mail.dueAt ?? mail.now
  const id = await insertMail(tx, { ...mail, dueAt })
  if (dueAt <= mail.now) afterCommit(() => deps.jobs.enqueueMail({ id, tries: 0 }))
}
