import type { MailKind } from '#contracts/api/mails.ts'
import { findAttemptOf, type AttemptRow } from '../../attempts/store.ts'
import type { Deps } from '../../deps.ts'
import { newLink, readMailFacts, toCandidate, type MailFacts } from '../../invitations/mail-facts.ts'
import { describeInstant } from '../../mails/describe-instant.ts'
import type { Composer, Composers, DueMail, Mail } from '../../mails/mail.ts'
import { findAnsweredAt, listPromises, type PromiseRow } from './promise-store.ts'
import { readZone } from '../../staff/organisation/store.ts'

type Kinds = Extract<
  MailKind,
  'promise_half_used' | 'promise_nearly_due' | 'promise_broken' | 'answer_late' | 'answer_new_date'
>

interface Waiting {
  facts: MailFacts
  attempt: AttemptRow
  promise: PromiseRow
  earlier: PromiseRow | undefined
}

/** What a mail about a promise tells of; null once the candidate is answered, or was promised another date since. */
async function findWaiting(deps: Deps, mail: DueMail): Promise<Waiting | null> {
  const attempt = await findAttemptOf(deps.db, mail.invitationId)
  if (attempt === null || (await findAnsweredAt(deps.db, attempt.id)) !== null) return null
  const [promise, earlier] = await listPromises(deps.db, attempt.id)
  if (promise === undefined || promise.seq !== mail.detail.promise) return null
  return { facts: await readMailFacts(deps, mail), attempt, promise, earlier }
}

interface ToldText {
  subject: (waiting: Waiting) => string
  paragraphs: (waiting: Waiting, due: string) => string[]
  /** When what comes next says more than this. */
  overtakenAt: (promise: PromiseRow) => Date | null
}

/** To whoever invited, who may know the name. It is dropped where the next one has become true while it waited. */
const toRecruiter =
  ({ subject, paragraphs, overtakenAt }: ToldText): Composer =>
  async (deps, mail) => {
    const waiting = await findWaiting(deps, mail)
    const recruiter = waiting?.facts.recruiter ?? null
    if (waiting === null || recruiter === null) return null
    const overtaken = overtakenAt(waiting.promise)
    if (overtaken !== null && overtaken <= mail.now) return null
    const { row } = waiting.facts
    const zone = waiting.promise.basis?.zone ?? (await readZone(deps.db, deps.config))
    const due = describeInstant(waiting.promise.due_at, zone)
    return asLetter(recruiter, subject(waiting), [
      `${row.candidate_name} (${row.position_title}) was promised an answer by ${due}.`,
      ...paragraphs(waiting, due),
      `On the board, under "Answer" in the menu of the row, you note that it was given, or tell a new date:\n${deps.publicUrl}/board`,
    ])
  }

const asLetter = (to: Mail['to'], subject: string, paragraphs: readonly string[]): Mail => ({
  to,
  replyTo: null,
  subject,
  text: `${[`Hello ${to.name},`, ...paragraphs, 'Fairtime'].join('\n\n')}\n`,
  calendar: null,
  files: [],
})

const halfUsed = toRecruiter({
  subject: ({ facts }) => `Half of the time is used: the answer to ${facts.row.candidate_name}`,
  paragraphs: () => ['Half of the working time until then is used.'],
  overtakenAt: (promise) => promise.nearly_due_at,
})

const nearlyDue = toRecruiter({
  subject: ({ facts }) => `Soon due: the answer to ${facts.row.candidate_name}`,
  paragraphs: () => [
    'Four fifths of the working time until then are used. If it cannot be kept, say so before it is broken.',
  ],
  overtakenAt: (promise) => promise.due_at,
})

const broken = toRecruiter({
  subject: ({ facts }) => `A promise is broken: ${facts.row.candidate_name} waits for an answer`,
  paragraphs: () => [
    'That time has passed. The candidate is told that we are sorry, and that no new date is known yet.',
  ],
  overtakenAt: () => null,
})

const late: Composer = async (deps, mail) => {
  const waiting = await findWaiting(deps, mail)
  if (waiting === null) return null
  const { facts, attempt, promise } = waiting
  const due = describeInstant(promise.due_at, attempt.zone ?? facts.zone)
  return toCandidate(facts, {
    subject: `We are sorry: your answer for ${facts.row.position_title} is late`,
    paragraphs: [
      `You were promised an answer to ${facts.exercise} (${facts.row.position_title}) by ${due}, and you do not have it. That is our fault, and we are sorry.`,
      'It says nothing about your work, and you need not do anything. We know that you wait: as soon as there is a new date, you get it by mail, and it stands on your page.',
      `Your page:\n${await newLink(deps, mail)}`,
    ],
  })
}

const newDate: Composer = async (deps, mail) => {
  const waiting = await findWaiting(deps, mail)
  if (waiting === null || waiting.promise.reason === null) return null
  const { facts, attempt, promise, earlier } = waiting
  const zone = attempt.zone ?? facts.zone
  const wasBroken = earlier !== undefined && earlier.due_at <= promise.made_at
  const before =
    earlier === undefined ? '' : `, and not by ${describeInstant(earlier.due_at, zone)} as promised`
  return toCandidate(facts, {
    subject: `A new date for your answer: ${describeInstant(promise.due_at, zone)}`,
    paragraphs: [
      `You hear about ${facts.exercise} (${facts.row.position_title}) by ${describeInstant(promise.due_at, zone)}${before}. ${wasBroken ? 'We are sorry that we did not keep that.' : 'We are sorry to keep you waiting.'}`,
      promise.reason,
      `It says nothing about your work, and you need not do anything. Your page:\n${await newLink(deps, mail)}`,
    ],
  })
}

export const promiseMails: Pick<Composers, Kinds> = {
  promise_half_used: halfUsed,
  promise_nearly_due: nearlyDue,
  promise_broken: broken,
  answer_late: late,
  answer_new_date: newDate,
}
