import type { Deps } from '../deps.ts'
import type { DueMail, Mail } from '../mails/mail.ts'
import { calendarFile } from './appointments/calendar-file.ts'
import { appointmentIn } from './appointments/store.ts'
import type { AppointmentInstant } from './appointments/resolve-appointment.ts'
import { readZone } from '../staff/organisation/store.ts'
import { findStaff } from '../staff/store.ts'
import { issueInvitationLink } from './links/invitation-links.ts'
import { durationMsOf } from './present-invitation.ts'
import { getInvitationRow, type InvitationRow } from './store.ts'

interface Correspondent {
  name: string
  address: string
}

/** What every mail about an invitation may say. */
export interface MailFacts {
  row: InvitationRow
  appointment: AppointmentInstant | null
  durationMs: number
  candidate: Correspondent
  /** Who invited, and reads the answers; null where that account is gone. */
  recruiter: (Correspondent & { staffId: string }) | null
  /** In which times are written. */
  zone: string
  isOpen: boolean
}

export async function readMailFacts(deps: Deps, mail: Pick<DueMail, 'invitationId' | 'now'>) {
  const row = await getInvitationRow(deps.db, mail.invitationId)
  const appointment = appointmentIn(row)
  const facts: MailFacts = {
    row,
    appointment,
    durationMs: durationMsOf(row),
    candidate: { name: oneLine(row.candidate_name), address: row.candidate_email },
    recruiter: await findRecruiter(deps, row.created_by),
    zone: appointment?.zone ?? (await readZone(deps.db, deps.config)),
    isOpen:
      row.started_at === null &&
      row.revoked_at === null &&
      row.declined_at === null &&
      row.expires_at > mail.now,
  }
  return facts
}

/** A name stands within a line of a mail, and must not begin one of its own. */
const oneLine = (name: string) => name.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

async function findRecruiter(deps: Deps, staffId: string | null): Promise<MailFacts['recruiter']> {
  if (staffId === null) return null
  const member = await findStaff(deps.db, staffId)
  return member && { staffId, name: oneLine(member.name), address: member.email }
}

/**
 * A link of this mail's own. It is made when the mail is, so that no secret waits in the outbox; earlier links go on working.
 */
export const newLink = (deps: Deps, mail: DueMail) =>
  issueInvitationLink(deps, deps.db, { invitationId: mail.invitationId, now: mail.now })

interface CalendarPart {
  method: 'REQUEST' | 'CANCEL'
  startsAt: Date
  sequence: number
  now: Date
}

export function calendarOf(deps: Deps, facts: MailFacts, part: CalendarPart): NonNullable<Mail['calendar']> {
  const { row, candidate, recruiter } = facts
  const { from, domain } = deps.config.mail
  const content = calendarFile({
    ...part,
    invitationId: row.id,
    domain,
    durationMs: facts.durationMs,
    title: `${row.exercise_title}: coding exercise for ${row.position_title}`,
    description: 'Nothing starts by itself: open the link of your invitation and press start.',
    url: `${deps.publicUrl}/invitations/${row.id}`,
    organiser: recruiter ?? from,
    attendee: candidate,
    stampedAt: part.now,
  })
  return { method: part.method, content }
}

/** A mail to the candidate, answered by whoever invited. */
export function toCandidate(
  facts: MailFacts,
  mail: { subject: string; paragraphs: readonly (string | null)[] } & Partial<
    Pick<Mail, 'calendar' | 'files'>
  >,
): Mail {
  const { candidate, recruiter } = facts
  const signature =
    recruiter === null ? 'Fairtime' : `${recruiter.name}\n(an answer to this mail reaches ${recruiter.name})`
  const body = [`Hello ${candidate.name},`, ...mail.paragraphs.filter((each) => each !== null), signature]
  return {
    to: candidate,
    replyTo: recruiter,
    subject: mail.subject,
    text: `${body.join('\n\n')}\n`,
    calendar: mail.calendar ?? null,
    files: mail.files ?? [],
  }
}
