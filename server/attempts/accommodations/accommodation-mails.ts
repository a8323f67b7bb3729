import type { AccommodationKind } from '#contracts/api/invitations/appointments.ts'
import type { MailKind } from '#contracts/api/mails.ts'
import type { Deps } from '../../deps.ts'
import { newLink, readMailFacts, toCandidate } from '../../invitations/mail-facts.ts'
import { describeDuration } from '../../mails/describe-instant.ts'
import type { Composer, Composers, DueMail } from '../../mails/mail.ts'
import { findAttemptOf } from '../store.ts'
import { listAccommodations } from './store.ts'

type Kinds = Extract<MailKind, 'accommodation_asked' | 'accommodation_answered'>

const accommodationLabels: Record<AccommodationKind, string> = {
  quarter: 'a quarter more time',
  half: 'half as much time again',
  double: 'twice the time',
  breaks: 'breaks, with their time added',
  other: 'something else',
}

async function findRequest(deps: Deps, mail: DueMail) {
  const rows = await listAccommodations(deps.db, mail.invitationId)
  return rows.find((row) => row.id === mail.detail.accommodationId)
}

/** To the recruiter alone. A mail may be read over a shoulder, so that what was asked stands only on the board. */
const asked: Composer = async (deps, mail) => {
  const { recruiter, row } = await readMailFacts(deps, mail)
  const request = await findRequest(deps, mail)
  if (recruiter === null || request === undefined || request.answered_at !== null) return null
  return {
    to: recruiter,
    replyTo: null,
    subject: `${row.candidate_name} asks for another arrangement`,
    text: `Hello ${recruiter.name},

${row.candidate_name} (${row.position_title}) has asked for something about the exercise. Read it and answer on the board, under "Time":
${deps.publicUrl}/board

Only recruiters see it; reviewers never learn of it. The sooner you answer, the sooner the candidate can plan.

Fairtime
`,
    calendar: null,
    files: [],
  }
}

/** None once the work is submitted: there is nothing left to come back to. */
async function linkWhileOpen(deps: Deps, mail: DueMail): Promise<string | null> {
  const attempt = await findAttemptOf(deps.db, mail.invitationId)
  return attempt === null || attempt.submitted_at === null ? newLink(deps, mail) : null
}

const answered: Composer = async (deps, mail) => {
  const facts = await readMailFacts(deps, mail)
  const request = await findRequest(deps, mail)
  if (request === undefined || request.answered_at === null) return null
  const { row, durationMs } = facts
  const link = await linkWhileOpen(deps, mail)
  // What is given while the clock runs stands with the attempt, and the page shows it at once.
  const timeText =
    row.started_at === null
      ? `You have ${describeDuration(durationMs)} for ${facts.exercise}.`
      : 'The clock on your page shows the time that you have.'
  const words = request.answer === null || request.answer === '' ? null : request.answer
  return toCandidate(facts, {
    subject: `Your request for the exercise: ${request.granted ? 'agreed' : 'an answer'}`,
    paragraphs: [
      request.granted
        ? `You asked for ${accommodationLabels[request.kind]}, and that is agreed. ${timeText}`
        : `You asked for ${accommodationLabels[request.kind]}. That could not be agreed to as asked.`,
      words,
      link === null ? null : `Your link:\n${link}`,
      'Reviewers do not learn of your request or of this answer.',
    ],
  })
}

export const accommodationMails: Pick<Composers, Kinds> = {
  accommodation_asked: asked,
  accommodation_answered: answered,
}
