import type { MailKind } from '#contracts/api/mails.ts'
import type { Composer, Composers } from '../../mails/mail.ts'
import { describeInstant, describeDuration } from '../../mails/describe-instant.ts'
import { calendarOf, newLink, readMailFacts, toCandidate } from '../mail-facts.ts'

type Kinds = Extract<MailKind, 'appointment' | 'appointment_cancelled' | 'reminder'>

const appointment: Composer = async (deps, mail) => {
  const facts = await readMailFacts(deps, mail)
  const { row } = facts
  const sequence = row.appointment_sequence
  if (!facts.isOpen || facts.appointment === null || mail.detail.sequence !== sequence) return null
  const { at, zone } = facts.appointment
  return toCandidate(facts, {
    subject: `Your appointment: ${describeInstant(at, zone)}`,
    paragraphs: [
      `Your appointment for "${row.exercise_title}" (${row.position_title}) is ${describeInstant(at, zone)}. Keep ${describeDuration(facts.durationMs)} free from then on.`,
      'Nothing starts by itself: at that time, or earlier if you like, open the link of your invitation and press start. You can move the appointment there as often as you need until the invitation runs out.',
      'The calendar file with this mail puts it into your calendar, and replaces an earlier one.',
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
  const started = facts.row.started_at !== null
  const declined = facts.row.declined_at !== null
  return toCandidate(facts, {
    subject: `No longer needed: your appointment on ${describeInstant(startsAt, cancelled.zone)}`,
    paragraphs: [
      started
        ? `You started "${facts.row.exercise_title}" early, so your appointment on ${describeInstant(startsAt, cancelled.zone)} is not needed any more.`
        : declined
          ? `You said "no, thank you", so your appointment on ${describeInstant(startsAt, cancelled.zone)} is given up.`
          : `Your appointment on ${describeInstant(startsAt, cancelled.zone)} is given up, as you asked. You can start "${facts.row.exercise_title}" whenever it suits you, or pick another time, until ${describeInstant(facts.row.expires_at, cancelled.zone)}.`,
      'The calendar file with this mail takes it out of your calendar.',
    ],
    calendar: calendarOf(deps, facts, { method: 'CANCEL', startsAt, sequence, now: mail.now }),
  })
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
      `Your appointment for "${row.exercise_title}" (${row.position_title}) is ${describeInstant(at, zone)}; it takes ${describeDuration(facts.durationMs)}.`,
      `Your link:\n${link}`,
      'The practice behind it shows whether everything works on your machine. If the time no longer suits you, move it there: nobody minds.',
    ],
  })
}

export const appointmentMails: Pick<Composers, Kinds> = {
  appointment,
  appointment_cancelled: appointmentCancelled,
  reminder,
}
