import { fillPlaceholders } from '#contracts/fields/mail-words.ts'
import type { Deps } from '../deps.ts'
import { describeDuration, describeInstant } from '../mails/describe-instant.ts'
import type { CalendarPart, DueMail, Mail } from '../mails/mail.ts'
import { calendarFile } from './appointments/calendar-file.ts'
import { appointmentIn } from './appointments/store.ts'
import type { AppointmentInstant } from './appointments/resolve-appointment.ts'
import { readOrganisation } from '../staff/organisation/store.ts'
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
  /** Its title in quotes; those that may be chosen while nothing is. */
  exercise: string
  durationMs: number
  candidate: Correspondent
  /** Who invited, and reads the answers; null where that account is gone. */
  recruiter: (Correspondent & { staffId: string }) | null
  /** In which times are written. */
  zone: string
  /** Where the people who invite sit. */
  organisationZone: string
  isOpen: boolean
  /** The position's own, filled in; empty for none. */
  words: { intro: string; signature: string }
}

export async function readMailFacts(deps: Deps, mail: Pick<DueMail, 'invitationId' | 'now'>) {
  const row = await getInvitationRow(deps.db, mail.invitationId)
  const appointment = appointmentIn(row)
  const organisation = await readOrganisation(deps.db, deps.config)
  const recruiter = await findRecruiter(deps, row.created_by)
  const facts: MailFacts = {
    row,
    appointment,
    exercise: row.exercise_titles.map((title) => `"${title}"`).join(' or '),
    durationMs: durationMsOf(row),
    candidate: { name: oneLine(row.candidate_name), address: row.candidate_email },
    recruiter,
    zone: appointment?.zone ?? organisation.zone,
    organisationZone: organisation.zone,
    isOpen:
      row.started_at === null &&
      row.revoked_at === null &&
      row.declined_at === null &&
      row.expires_at > mail.now,
    words: wordsOf(row, { recruiter: recruiter?.name, organisation: organisation.name }),
  }
  return facts
}

function wordsOf(
  row: InvitationRow,
  known: { recruiter: string | undefined; organisation: string },
): MailFacts['words'] {
  const values = {
    candidate: oneLine(row.candidate_name),
    position: row.position_title,
    exercise: row.exercise_titles.join(' or '),
    duration: describeDuration(durationMsOf(row)),
    recruiter: known.recruiter ?? 'the hiring team',
    organisation: known.organisation === '' ? 'our organisation' : known.organisation,
  }
  return {
    intro: fillPlaceholders(row.mail_intro, values),
    signature: fillPlaceholders(row.mail_signature, values),
  }
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

interface EntryPart {
  method: 'REQUEST' | 'CANCEL'
  startsAt: Date
  sequence: number
  now: Date
}

export function calendarOf(deps: Deps, facts: MailFacts, part: EntryPart): CalendarPart {
  const { row, candidate, recruiter } = facts
  const { from, domain } = deps.config.mail
  const content = calendarFile({
    ...part,
    invitationId: row.id,
    domain,
    durationMs: facts.durationMs,
    title: titleOf(row),
    description: descriptionOf(facts, part.startsAt),
    url: `${deps.publicUrl}/invitations/${row.id}`,
    organiser: recruiter ?? from,
    sender: from,
    isChosenByAttendee: row.appointment_by === 'candidate',
    attendee: candidate,
    stampedAt: part.now,
  })
  return { method: part.method, content }
}

function titleOf({ exercise_titles: [title, another], position_title: position }: InvitationRow): string {
  return title === undefined || another !== undefined
    ? `Coding exercise for ${position}`
    : `${title}: coding exercise for ${position}`
}

/** Some calendars show UTC alone, so the wall times of both sides stand in the text. */
function descriptionOf({ zone, organisationZone, durationMs }: MailFacts, startsAt: Date): string {
  const endsAt = new Date(startsAt.getTime() + durationMs)
  const zones = [...new Set([zone, organisationZone])]
  const times = zones.map(
    (each) => `From ${describeInstant(startsAt, each)} to ${describeInstant(endsAt, each)}.`,
  )
  return [
    ...times,
    'Nothing starts by itself: open the link of your invitation and press start.',
    'Declining or moving this entry in your calendar moves nothing. By that link you can move the appointment or give it up.',
  ].join('\n')
}

interface ToCandidate {
  subject: string
  paragraphs: readonly (string | null)[]
}

/** An appointment or files go with a mail, never both. */
type Enclosed = { calendar?: CalendarPart | null; files?: never } | { calendar?: never; files: Mail['files'] }

/** A mail to the candidate, answered by whoever invited. */
export function toCandidate(facts: MailFacts, mail: ToCandidate & Enclosed): Mail {
  const { candidate, recruiter } = facts
  const name = facts.words.signature || (recruiter?.name ?? 'Fairtime')
  const signature = recruiter === null ? name : `${name}\n(an answer to this mail reaches ${recruiter.name})`
  const body = [`Hello ${candidate.name},`, ...mail.paragraphs.filter((each) => each !== null), signature]
  const letter = {
    to: candidate,
    replyTo: recruiter,
    subject: mail.subject,
    text: `${body.join('\n\n')}\n`,
  }
  return mail.calendar
    ? { ...letter, calendar: mail.calendar, files: [] }
    : { ...letter, calendar: null, files: mail.files ?? [] }
}
