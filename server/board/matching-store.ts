import { sql, type SqlBool } from 'kysely'
import { boardStages, type BoardFilter, type InvitationState } from '#contracts/api/board/board.ts'
import type { Reader } from '../db/connect.ts'
import { candidateName } from '../invitations/store.ts'
import { reviewsNeeded } from '../reviews/store.ts'
import { answeredAt, promisedDueAt } from '../submissions/promise/promise-store.ts'
import { asksForAccommodation, mailFault, newestGradingFailed } from './columns-store.ts'

const answered = answeredAt(sql.ref('attempts.id'))
const dueAt = promisedDueAt(sql.ref('attempts.id'))

/**
 * Where an invitation stands and since when; the furthest thing that happened decides. It is reckoned where the rows are, so that
 * ten thousand can be counted and narrowed without being carried over.
 */
const stateOf = (now: Date) => sql<InvitationState>`case
  when ${answered} is not null then 'answered'
  when attempts.submitted_at is not null and reviewed.done >= ${reviewsNeeded} then 'reviewed'
  when attempts.submitted_at is not null and reviewed.first_at is not null then 'in_review'
  when attempts.submitted_at is not null then 'submitted'
  when attempts.started_at is not null then 'in_progress'
  when invitations.revoked_at is not null then 'revoked'
  when invitations.declined_at is not null then 'declined'
  when invitations.expires_at <= ${now} then 'expired'
  when invitations.appointment_at is not null then 'scheduled'
  when invitations.opened_at is not null then 'opened'
  else 'sent' end`

const sinceOf = (now: Date) => sql<Date>`case
  when ${answered} is not null then ${answered}
  when attempts.submitted_at is not null and reviewed.done >= ${reviewsNeeded} then reviewed.last_at
  when attempts.submitted_at is not null then coalesce(reviewed.first_at, attempts.submitted_at)
  when attempts.started_at is not null then attempts.started_at
  when invitations.revoked_at is not null then invitations.revoked_at
  when invitations.declined_at is not null then invitations.declined_at
  when invitations.expires_at <= ${now} then invitations.expires_at
  else coalesce(invitations.opened_at, invitations.created_at) end`

/** The date that comes next; a broken promise is the earliest of all. */
const nextDateOf = sql<Date | null>`case
  when ${answered} is not null then null
  when attempts.submitted_at is not null then ${dueAt}
  when invitations.revoked_at is not null or invitations.declined_at is not null then null
  else coalesce(invitations.appointment_at, invitations.expires_at) end`

const waitsForSomebody = (now: Date) => sql<SqlBool>`(
  ${asksForAccommodation} or ${mailFault} <> 'none' or ${newestGradingFailed}
  or (${dueAt} < ${now} and ${answered} is null)
)`

/** Every word stands in the name or the address. Letters are compared in every script, whatever the database's own language is. */
const hasWord = (word: string) => {
  const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const both = sql`(${candidateName} || ' ' || candidates.email)`
  return sql<SqlBool>`lower(${both} collate "und-x-icu") like lower(${pattern}::text collate "und-x-icu")`
}

type Narrowing = Omit<BoardFilter, 'stage' | 'sort'>

function matching(db: Reader, filter: Narrowing, now: Date) {
  let query = db
    .selectFrom('invitations')
    .innerJoin('candidates', 'candidates.id', 'invitations.candidate_id')
    .leftJoin('attempts', 'attempts.invitation_id', 'invitations.id')
    .leftJoin('submissions', 'submissions.attempt_id', 'attempts.id')
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('reviews')
          .select(({ fn }) => [
            fn.count<number>('reviews.submitted_at').as('done'),
            fn.min('reviews.saved_at').as('first_at'),
            fn.max('reviews.submitted_at').as('last_at'),
          ])
          .whereRef('reviews.submission_id', '=', 'submissions.id')
          .as('reviewed'),
      (join) => join.onTrue(),
    )
    .where('invitations.practice_of', 'is', null)
  if (filter.positionId !== undefined) query = query.where('invitations.position_id', '=', filter.positionId)
  for (const word of wordsOf(filter.q)) query = query.where(hasWord(word))
  if (filter.attention === '1') query = query.where(waitsForSomebody(now))
  return query.select([
    'invitations.id',
    'invitations.created_at',
    stateOf(now).as('state'),
    sinceOf(now).as('since'),
    nextDateOf.as('next_at'),
  ])
}

const mostWords = 6
const wordsOf = (text = '') => text.split(/\s+/u).filter(Boolean).slice(0, mostWords)

/** How many match in each state. */
export async function countByState(
  db: Reader,
  filter: Narrowing,
  now: Date,
): Promise<Map<InvitationState, number>> {
  const rows = await db
    .selectFrom(matching(db, filter, now).as('matching'))
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, count }) => [state, count]))
}

export interface Found {
  id: string
  state: InvitationState
  since: Date
}

/** One page of what matches, with how many match on all pages; no rows and no figure for a page behind the last. */
export async function findCountedPage(
  db: Reader,
  filter: BoardFilter,
  place: { now: Date; offset: number; limit: number },
): Promise<{ found: Found[]; total: number }> {
  const rows = await pageOf(db, filter, place)
    .select(sql<number>`count(*) over ()`.as('total'))
    .execute()
  return { found: rows, total: rows[0]?.total ?? 0 }
}

/** One page of what matches. Equal places are decided by the id, so that no row stands on two pages. */
async function findPage(
  db: Reader,
  filter: BoardFilter,
  place: { now: Date; offset: number; limit: number },
): Promise<Found[]> {
  return pageOf(db, filter, place).execute()
}

function pageOf(
  db: Reader,
  { stage, sort = 'newest', ...filter }: BoardFilter,
  { now, offset, limit }: { now: Date; offset: number; limit: number },
) {
  let query = db.selectFrom(matching(db, filter, now).as('matching')).select(['id', 'state', 'since'])
  if (stage !== undefined) query = query.where('state', 'in', [...boardStages[stage]])
  if (sort === 'newest') query = query.orderBy('created_at', 'desc')
  if (sort === 'waiting') query = query.orderBy('since')
  if (sort === 'due') query = query.orderBy('next_at', (order) => order.asc().nullsLast())
  return query.orderBy('id').limit(limit).offset(offset)
}

/** Everything that matches, in the order in which the board shows it. */
export async function findMatchingIds(
  db: Reader,
  filter: BoardFilter,
  { now, limit }: { now: Date; limit: number },
): Promise<string[]> {
  const found = await findPage(db, filter, { now, offset: 0, limit })
  return found.map(({ id }) => id)
}

/** Where these stand; one that is not there (any more) is left out. */
export async function findStates(db: Reader, ids: readonly string[], now: Date): Promise<Found[]> {
  return matching(db, {}, now)
    .where('invitations.id', 'in', [...ids])
    .execute()
}
