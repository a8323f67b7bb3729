import type { MailKind } from '#contracts/api/mails.ts'
import { describeInstant } from '../../mails/describe-instant.ts'
import type { Composer, Composers } from '../../mails/mail.ts'
import { newLink, readMailFacts, toCandidate, type MailFacts } from '../mail-facts.ts'

type Kinds = Extract<MailKind, 'declined' | 'extended'>

/** To the recruiter alone. What the candidate wrote stands only on the board, since a mail may be read over a shoulder. */
const declined: Composer = async (deps, mail) => {
  const { recruiter, row } = await readMailFacts(deps, mail)
  if (recruiter === null || row.declined_at === null) return null
  const more = row.decline_reason === null ? '' : ' They wrote why; read it on the board.'
  return {
    to: recruiter,
    replyTo: null,
    subject: `${row.candidate_name} does not want to take part`,
    text: `Hello ${recruiter.name},

${row.candidate_name} was invited for ${row.position_title} and said "no, thank you".${more} No reminder goes out any more, and nothing can be started.
${deps.publicUrl}/board

If they change their mind, take it up again there.

Fairtime
`,
    calendar: null,
    files: [],
  }
}

const extended: Composer = async (deps, mail) => {
  const facts = await readMailFacts(deps, mail)
  const { row, zone } = facts
  if (!facts.isOpen) return null
  const link = await newLink(deps, mail)
  return toCandidate(facts, {
    subject: `New dates for your coding exercise: open until ${describeInstant(row.expires_at, zone)}`,
    paragraphs: [
      `Your invitation to ${facts.exercise} for ${row.position_title} is open until ${describeInstant(row.expires_at, zone)} now.`,
      describeScheduleBy(facts),
      `Your link:\n${link}`,
    ],
  })
}

/** By when a moment must be picked; null where there is no such date, or one is picked. */
export function describeScheduleBy({ row, appointment, zone }: MailFacts): string | null {
  if (row.schedule_by === null || appointment !== null) return null
  return `Please pick your time by ${describeInstant(row.schedule_by, zone)}, or start before then.`
}

export const endingMails: Pick<Composers, Kinds> = { declined, extended }
