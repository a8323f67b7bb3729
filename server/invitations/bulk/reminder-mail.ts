import type { MailKind } from '#contracts/api/mails.ts'
import { describeInstant } from '../../mails/describe-instant.ts'
import type { Composer, Composers } from '../../mails/mail.ts'
import { describeScheduleBy } from '../endings/ending-mails.ts'
import { newLink, readMailFacts, toCandidate } from '../mail-facts.ts'

/** Asked for by somebody who invites; names every date that matters. */
const reminderByHand: Composer = async (deps, mail) => {
  const facts = await readMailFacts(deps, mail)
  if (!facts.isOpen) return null
  const { row, appointment, zone } = facts
  const until = describeInstant(row.expires_at, zone)
  const link = await newLink(deps, mail)
  const ahead = appointment !== null && appointment.at > mail.now ? appointment : null
  return toCandidate(facts, {
    subject: `A reminder of your coding exercise for ${row.position_title}`,
    paragraphs: [
      `You are invited to ${facts.exercise} for ${row.position_title}, and have not started yet.`,
      ahead === null
        ? `The invitation is open until ${until}. After that it cannot be started.`
        : `Your appointment is ${describeInstant(ahead.at, ahead.zone)}. You can move it, or start earlier; the invitation is open until ${until}.`,
      describeScheduleBy(facts),
      `Your link:\n${link}`,
      'If the time is too short, answer this mail: it can be made longer. If you do not want to take part, say "no, thank you" by the link.',
    ],
  })
}

export const reminderByHandMail: Pick<Composers, Extract<MailKind, 'reminder_by_hand'>> = {
  reminder_by_hand: reminderByHand,
}
