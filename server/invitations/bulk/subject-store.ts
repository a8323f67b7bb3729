import { sql } from 'kysely'
import type { MailKind, MailState } from '#contracts/api/mails.ts'
import type { Reader } from '../../db/connect.ts'
import type { BulkSubject } from './judge.ts'

/** Mails that ask the candidate to take part; a second of them within a day is one too many. */
const askingKinds: readonly MailKind[] = [
  'invitation',
  'appointment',
  'reminder',
  'expiring',
  'extended',
  'reminder_by_hand',
]

const asking = sql`mails.invitation_id = invitations.id and mails.kind = any(${[...askingKinds]}::text[])`
const lastAskedAt = sql<Date | null>`(select max(ended_at) from mails where ${asking} and state = 'sent')`
const nextAskedAt = sql<Date | null>`(select min(due_at) from mails where ${asking} and state = 'waiting')`

interface Resendable {
  id: string
  state: MailState
  ended_at: string | null
}

/** A mail that was not delivered comes first; what was said again since stands for it. */
const resendable = sql<Resendable | null>`(
  select json_build_object('id', mails.id, 'state', state, 'ended_at', ended_at) from mails
  where mails.invitation_id = invitations.id and (kind = 'invitation' or state = 'failed')
    and not exists (
      select from mails as later where later.invitation_id = mails.invitation_id
        and later.kind = mails.kind and later.created_at > mails.created_at
    )
  order by state = 'failed' desc, created_at desc limit 1
)`

export interface FoundSubject extends BulkSubject {
  id: string
}

/** What is known of these; a practice, or one that is gone, is left out. */
export async function listSubjects(db: Reader, ids: readonly string[]): Promise<FoundSubject[]> {
  const rows = await db
    .selectFrom('invitations')
    .innerJoin('positions', 'positions.id', 'invitations.position_id')
    .select([
      'invitations.id',
      'invitations.expires_at',
      'invitations.schedule_by',
      'invitations.started_at',
      'invitations.revoked_at',
      'invitations.declined_at',
      'invitations.opens_at',
      'invitations.appointment_at',
      'invitations.appointment_zone',
      'positions.closed_at',
    ])
    .select([lastAskedAt.as('last_asked_at'), nextAskedAt.as('next_asked_at'), resendable.as('resendable')])
    .where('invitations.id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('invitations.practice_of', 'is', null)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    expiresAt: row.expires_at,
    scheduleBy: row.schedule_by,
    startedAt: row.started_at,
    revokedAt: row.revoked_at,
    declinedAt: row.declined_at,
    opensAt: row.opens_at,
    appointmentAt: row.appointment_at,
    appointmentZone: row.appointment_zone,
    isPositionClosed: row.closed_at !== null,
    lastAskedAt: row.last_asked_at,
    nextAskedAt: row.next_asked_at,
    resendable: mailOf(row.resendable),
  }))
}

function mailOf(mail: Resendable | null): BulkSubject['resendable'] {
  if (mail === null) return null
  const endedAt = mail.ended_at === null ? null : new Date(mail.ended_at)
  return { mailId: mail.id, state: mail.state, endedAt }
}
