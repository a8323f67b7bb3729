import { sql } from 'kysely'
import type { AuditFilter } from '#contracts/api/board/audit.ts'
import type { Reader } from '../../db/connect.ts'
import { candidateName } from '../../invitations/store.ts'

const subjectKinds = [
  ...['attempt', 'calendar', 'candidate', 'invitation', 'invitation_import'],
  ...['position', 'regrade', 'run', 'staff', 'submission'],
]

/** Newest first, before a given entry. */
export async function listAuditRows(
  db: Reader,
  filter: AuditFilter,
  { before, limit }: { before: number | null; limit: number },
) {
  let query = db
    .selectFrom('audit')
    .select(['id', 'at', 'actor', 'action', 'subject', 'detail'])
    .orderBy('id', 'desc')
    .limit(limit)
  if (before !== null) query = query.where('id', '<', before)
  if (filter.action !== undefined) query = query.where('action', '=', filter.action)
  if (filter.from !== undefined) query = query.where('at', '>=', new Date(filter.from))
  if (filter.to !== undefined) query = query.where('at', '<', new Date(filter.to))
  if (filter.actor === 'candidate') query = query.where('actor', 'like', 'candidate:%')
  else if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor)
  if (filter.subject !== undefined) query = query.where(subjectIs(filter.subject))
  return query.execute()
}

/** An id alone is looked for under every kind, so that the index on subjects still serves. */
function subjectIs(subject: string) {
  if (subject.includes(':')) return sql<boolean>`subject = ${subject}`
  const keys = subjectKinds.map((kind) => `${kind}:${subject}`)
  const isKind = sql<boolean>`(subject = ${subject} or starts_with(subject, ${`${subject}:`}))`
  return sql<boolean>`(subject = any(${keys}) or ${isKind})`
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export interface KnownThing {
  name: string
  invitationId: string | null
}

/** What the keys of a page stand for, as far as that is known still; what was erased is not. */
export async function nameKeys(db: Reader, keys: readonly string[]): Promise<Map<string, KnownThing>> {
  const idsOf = (kind: string) => [
    ...new Set(keys.filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1))),
  ]
  const uuidsOf = (kind: string) => idsOf(kind).filter((id) => uuid.test(id))
  const staff = await db
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('id', 'in', some(idsOf('staff')))
    .execute()
  const positions = await db
    .selectFrom('positions')
    .select(['id', 'title'])
    .where('id', 'in', someUuid(uuidsOf('position')))
    .execute()
  const invitations = await listCandidates(db, [...uuidsOf('invitation'), ...uuidsOf('candidate')])
  const attempts = await listOfAttempts(db, uuidsOf('attempt'))
  return new Map<string, KnownThing>([
    ...staff.map(({ id, name }) => [`staff:${id}`, { name, invitationId: null }] as const),
    ...positions.map(({ id, title }) => [`position:${id}`, { name: title, invitationId: null }] as const),
    ...invitations.flatMap(({ id, name }) => [
      [`invitation:${id}`, { name, invitationId: id }] as const,
      [`candidate:${id}`, { name, invitationId: id }] as const,
    ]),
    ...attempts.map(
      ({ id, name, invitation_id: invitationId }) => [`attempt:${id}`, { name, invitationId }] as const,
    ),
  ])
}

/** A list of nothing is no SQL. */
const some = (ids: readonly string[]) => (ids.length === 0 ? [''] : [...ids])
const someUuid = (ids: readonly string[]) =>
  ids.length === 0 ? ['00000000-0000-0000-0000-000000000000'] : [...ids]

const listCandidates = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('invitations')
    .innerJoin('candidates', 'candidates.id', 'invitations.candidate_id')
    .select(['invitations.id', candidateName.as('name')])
    .where('invitations.id', 'in', someUuid(ids))
    .execute()

const listOfAttempts = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('attempts')
    .innerJoin('invitations', 'invitations.id', 'attempts.invitation_id')
    .innerJoin('candidates', 'candidates.id', 'invitations.candidate_id')
    .select(['attempts.id', 'attempts.invitation_id', candidateName.as('name')])
    .where('attempts.id', 'in', someUuid(ids))
    .execute()
