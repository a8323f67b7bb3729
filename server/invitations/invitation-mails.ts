import type { MailKind } from '#contracts/api/mails.ts'
import type { Composer, Composers } from '../mails/mail.ts'
import { describeInstant, describeDuration } from '../mails/describe-instant.ts'
import { describeScheduleBy } from './endings/ending-mails.ts'
import { calendarOf, newLink, readMailFacts, toCandidate, type MailFacts } from './mail-facts.ts'

type Kinds = Extract<MailKind, 'invitation' | 'expiring' | 'withdrawn'>

const invitation: Composer = async (deps, mail) => {
  const facts = await readMailFacts(deps, mail)
  const { row, appointment } = facts
  if (row.revoked_at !== null || (row.started_at === null && !facts.isOpen)) return null
  const link = await newLink(deps, mail)
  return toCandidate(facts, {
    subject: `Your coding exercise for ${row.position_title}`,
    paragraphs: [
      facts.words.intro === '' ? null : facts.words.intro,
      `You are invited to a coding exercise for ${row.position_title}: ${describeExercise(facts)} in one go, in the browser or in your own editor.`,
      `Your link, for you alone:\n${link}`,
      row.started_at === null
        ? 'Opening it starts nothing. You read what is asked, what is measured and what help is allowed, and try everything out as long as you like; the clock starts when you press start and confirm.'
        : 'Your clock is running: the link brings you back to your work.',
      describeAppointment(facts),
      row.started_at === null ? describeScheduleBy(facts) : null,
      row.started_at === null
        ? 'If you do not want to take part, say so by the same link: nobody reminds you any more.'
        : null,
    ],
    calendar:
      appointment === null || row.started_at !== null
        ? null
        : calendarOf(deps, facts, {
            method: 'REQUEST',
            startsAt: appointment.at,
            sequence: row.appointment_sequence,
            now: mail.now,
          }),
  })
}

/** How long the longest takes, where there is a choice. */
function describeExercise({ row, exercise, durationMs }: MailFacts): string {
  const length = describeDuration(durationMs)
  return row.exercise_version_id === null
    ? `${exercise}, as you choose by your link, ${length}`
    : `${exercise}, ${length}`
}

function describeAppointment({ row, appointment, zone }: MailFacts): string | null {
  if (row.started_at !== null) return null
  const until = describeInstant(row.expires_at, zone)
  if (appointment === null)
    return `Start whenever it suits you, or pick a time by the same link. The invitation is open until ${until}.`
  const at = describeInstant(appointment.at, appointment.zone)
  return `Your appointment: ${at}. By the same link you can move it, or start earlier; declining it in your calendar moves nothing. The invitation is open until ${until}.`
}

const dayMs = 24 * 3_600_000

/** The dates were made later since this was written; the reminder of the later one is a mail of its own. */
const isFarAhead = ({ row }: MailFacts, now: Date) => row.expires_at.getTime() - now.getTime() > 4 * dayMs

const expiring: Composer = async (deps, mail) => {
  const facts = await readMailFacts(deps, mail)
  // Whoever has an appointment is reminded of that.
  if (!facts.isOpen || facts.appointment !== null || isFarAhead(facts, mail.now)) return null
  const link = await newLink(deps, mail)
  return toCandidate(facts, {
    subject: `Open until ${describeInstant(facts.row.expires_at, facts.zone)}: your coding exercise`,
    paragraphs: [
      `Your invitation to ${facts.exercise} for ${facts.row.position_title} is open until ${describeInstant(facts.row.expires_at, facts.zone)}. After that it cannot be started.`,
      describeScheduleBy(facts),
      `Your link:\n${link}`,
      'If the time is too short, answer this mail: it can be made longer. If you do not want to take part, say "no, thank you" by the link, or do nothing.',
    ],
  })
}

const withdrawn: Composer = async (deps, mail) => {
  const facts = await readMailFacts(deps, mail)
  if (facts.row.revoked_at === null) return null
  const { cancelled, sequence = 0 } = mail.detail
  const calendar =
    cancelled === undefined
      ? null
      : calendarOf(deps, facts, {
          method: 'CANCEL',
          startsAt: new Date(cancelled.startsAt),
          sequence,
          now: mail.now,
        })
  return toCandidate(facts, {
    subject: `Your invitation for ${facts.row.position_title} was withdrawn`,
    paragraphs: [
      `Your invitation to ${facts.exercise} for ${facts.row.position_title} was withdrawn, so its link no longer works.`,
      'If that surprises you, answer this mail.',
    ],
    calendar,
  })
}

export const invitationMails: Pick<Composers, Kinds> = { invitation, expiring, withdrawn }
