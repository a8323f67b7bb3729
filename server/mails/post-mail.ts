import type { MailKind } from '#contracts/api/mails.ts'
import type { Tx } from '../db/connect.ts'
import type { MailDetail } from '../db/tables/mails.ts'
import type { AfterCommit } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { insertMail } from './store.ts'

export interface PostScope {
  deps: Pick<Deps, 'jobs'>
  tx: Tx
  afterCommit: AfterCommit
}

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
