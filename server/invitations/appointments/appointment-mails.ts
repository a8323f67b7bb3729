import type { MailKind } from '#contracts/api/mails.ts'
import type { Composer, Composers } from '../../mails/mail.ts'
import { describeInstant, describeDuration } from '../../mails/describe-instant.ts'
import { calendarOf, newLink, readMailFacts, toCandidate, type MailFacts } from '../mail-facts.ts'

type Kinds = Extract<MailKind, 'appointment' | 'appointment_cancelled' | 'reminder'>

const appointment: Composer = async (deps, mail) => {
  const facts = await readMailFacts(deps, mail)
  const { row } = facts
  const sequence = row.appointment_sequence
  if (!facts.isOpen || facts.appointment === null || mail.detail.sequence !== sequence) return null
  const { at, zone } = facts.appointment
  const link = await newLink(deps, mail)
  const about = `Your appointment for ${facts.exercise} (${row.position_title}) is ${describeInstant(at, zone)}.`
  return toCandidate(facts, {
    subject: `Your appointment: ${describeInstant(at, zone)}`,
    paragraphs: [
      mail.detail.isRenewed === true
        ? `${about} The time stays; what it is called or how long it takes has changed. Keep ${describeDuration(facts.durationMs)} free from then on.`
        : `${about} Keep ${describeDuration(facts.durationMs)} free from then on.`,
      `Nothing starts by itself: at that time, or earlier if you like, open your link and press start. There you can move the appointment as often as you like, or give it up:\n${link}`,
      'The calendar file with this mail puts it into your calendar, and replaces an earlier one. Declining or moving it in your calendar moves nothing; the link does.',
    ],
    calendar: calendarOf(deps, facts, { method: 'REQUEST', startsAt: at, sequence, now: mail.now }),
  })
}

const appointmentCancelled: Composer = async (deps, mail) => {
  const facts = await readMailFacts(deps, mail)
  const { cancelled, sequence = 0 } = mail.detail
  // A newer appointment has replaced it in the calendar already.
  if (cancelled === undefined || sequence !== facts.row.appointment_sequence) return null
  const startsAt = new Date(cancelled.startsAt)
  const at = describeInstant(startsAt, cancelled.zone)
  return toCandidate(facts, {
    subject: `No longer needed: your appointment on ${at}`,
    paragraphs: [
      whyCancelled(facts, at, mail.now),
      'The calendar file with this mail takes it out of your calendar.',
    ],
    calendar: calendarOf(deps, facts, { method: 'CANCEL', startsAt, sequence, now: mail.now }),
  })
}

function whyCancelled({ row, zone, exercise }: MailFacts, at: string, now: Date): string {
  const until = describeInstant(row.expires_at, zone)
  if (row.started_at !== null)
    return `You started ${exercise} early, so your appointment on ${at} is not needed any more.`
  if (row.declined_at !== null) return `You said "no, thank you", so your appointment on ${at} is given up.`
  if (row.expires_at <= now)
    return `Your invitation to ${exercise} (${row.position_title}) was open until ${until}, and it was not started. Your appointment on ${at} is over. If you still want to take part, answer this mail.`
  return `Your appointment on ${at} is given up, as you asked. You can start ${exercise} whenever it suits you, until ${until}.`
}

const reminder: Composer = async (deps, mail) => {
  const facts = await readMailFacts(deps, mail)
  const { row } = facts
  const isOfNow = mail.detail.sequence === row.appointment_sequence
  if (!facts.isOpen || facts.appointment === null || !isOfNow || facts.appointment.at <= mail.now) return null
  const { at, zone } = facts.appointment
  const link = await newLink(deps, mail)
  return toCandidate(facts, {
    subject: `Reminder: your coding exercise, ${describeInstant(at, zone)}`,
    paragraphs: [
      `Your appointment for ${facts.exercise} (${row.position_title}) is ${describeInstant(at, zone)}; it takes ${describeDuration(facts.durationMs)}.`,
      `Your link:\n${link}`,
      'The practice behind it shows whether everything works on your machine. If the time no longer suits you, move it there: nobody minds.',
      `The invitation is open until ${describeInstant(row.expires_at, zone)}.`,
    ],
  })
}

export const appointmentMails: Pick<Composers, Kinds> = {
  appointment,
  appointment_cancelled: appointmentCancelled,
  reminder,
}
