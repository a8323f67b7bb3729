import type { MailKind } from '#contracts/api/mails.ts'
import type { MailDetail } from '../db/tables/mails.ts'
import type { Deps } from '../deps.ts'

interface Letter {
  to: { name: string; address: string }
  /** Who reads an answer; null where nobody does. */
  replyTo: { name: string; address: string } | null
  subject: string
  text: string
}

export interface CalendarPart {
  method: 'REQUEST' | 'CANCEL'
  content: string
}

/** What goes with a mail: an appointment or files, never both, since files beside an appointment keep calendars from taking it. */
export type Enclosure =
  { calendar: CalendarPart; files: [] } | { calendar: null; files: { fileName: string; content: string }[] }

/** A mail as it is sent: plain text, which every program and every reader shows. */
export type Mail = Letter & Enclosure

export interface DueMail {
  id: string
  invitationId: string
  kind: MailKind
  detail: MailDetail
  /** The moment in which it is composed. */
  now: Date
}

/** Makes a mail of what is true now; null where what it would say is no longer true. */
export type Composer = (deps: Deps, mail: DueMail) => Promise<Mail | null>
/** Each room that posts notices brings the composers of its kinds. */
export type Composers = Record<MailKind, Composer>

/** What takes mails away. A mail that was handed over twice bears the same id. */
export interface MailTransport {
  kind: 'smtp' | 'folder' | 'off'
  send(mail: Mail, id: string): Promise<SendOutcome>
  close(): void
}

/** `refused`: this address or this mail will never be taken. `failed`: it may be taken later. */
export type SendOutcome = { ok: true } | { ok: false; kind: 'refused' | 'failed'; fault: string }
