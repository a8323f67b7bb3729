import type { Generated } from 'kysely'
import type { MailKind, MailState } from '#contracts/api/mails.ts'
import type { Json, Once } from '../columns.ts'

/** What a notice must remember of the moment in which it was written; everything else is read when it is sent. */
export interface MailDetail {
  /** Of the appointment that it tells of: a newer one makes it void. */
  sequence?: number
  /** The appointment that is no more, for the calendar that still holds it. */
  cancelled?: { startsAt: string; zone: string }
  /** Title or length have changed, and not the time. */
  isRenewed?: boolean
  accommodationId?: string
  /** The number of the promise that it tells of: a newer one makes it void. */
  promise?: number
}

interface MailsTable {
  id: Generated<string>
  invitation_id: Once<string>
  kind: Once<MailKind>
  detail: Json<MailDetail>
  created_at: Once<Date>
  due_at: Date
  /** Not before this is it tried. Moved ahead when a try begins, so that no two try at once. */
  next_try_at: Date
  state: Generated<MailState>
  tries: Generated<number>
  address: string | null
  fault: string | null
  ended_at: Date | null
}

interface MailTextsTable {
  mail_id: Once<string>
  /** What it said, its link included; `server/mails/outbox/seal-text.ts` opens it. */
  sealed: Buffer
  kept_at: Date
}

export interface MailsTables {
  mails: MailsTable
  mail_texts: MailTextsTable
}
