import { randomUUID } from 'node:crypto'
import type { Database, Tx } from '../../server/db/connect.ts'
import { candidateCookieName } from '../../server/http/access/cookies.ts'
import { hashToken, newToken } from '../../server/staff/secret-token.ts'

export interface SeededCandidate {
  invitationId: string
  /** Null for somebody who has not started. */
  attemptId: string | null
  cookie: string
}

const defaultExerciseId = 'go-harbour-board'
const dayMs = 24 * 3_600_000

interface Load {
  count: number
  startedAt: Date | null
  now: Date
  exerciseId?: string
}

interface Ground {
  positionId: string
  versionId: string
  baseDurationMs: number
}

/**
 * Invited candidates with a browser session each, written straight into the database: how fast people can be invited is not
 * what is measured. `startedAt` puts the clock in the past.
 */
export async function seedCandidates(db: Database, load: Load): Promise<SeededCandidate[]> {
  const version = await currentVersion(db, load.exerciseId)
  const ground = {
    positionId: await seedPosition(db, version.exercise_id, load.now),
    versionId: version.id,
    baseDurationMs: version.manifest.durationMinutes * 60_000,
  }
  const candidates: SeededCandidate[] = []
  while (candidates.length < load.count) {
    const people = Array.from({ length: Math.min(250, load.count - candidates.length) }, newPerson)
    await db.transaction().execute((tx) => insertPeople(tx, people, { ...ground, ...load }))
    candidates.push(...people.map((person) => seededCandidate(person, load)))
  }
  return candidates
}

const newPerson = () => ({
  token: newToken(),
  candidateId: randomUUID(),
  invitationId: randomUUID(),
  sessionId: randomUUID(),
  attemptId: randomUUID(),
})
type Person = ReturnType<typeof newPerson>

const seededCandidate = (person: Person, load: Load): SeededCandidate => ({
  invitationId: person.invitationId,
  attemptId: load.startedAt === null ? null : person.attemptId,
  cookie: `${candidateCookieName(false)}=${person.token}`,
})

async function currentVersion(db: Database, exerciseId = defaultExerciseId) {
  return db
    .selectFrom('exercise_versions')
    .select(['id', 'exercise_id', 'manifest'])
    .where('retired_at', 'is', null)
    .where('exercise_id', '=', exerciseId)
    .executeTakeFirstOrThrow()
}

async function seedPosition(db: Database, exercise: string, now: Date): Promise<string> {
  const position = {
    title: `Load test ${randomUUID()}`,
    summary: 'For a measurement',
    exercise_ids: [exercise],
    focus_attributes: JSON.stringify([]),
    created_at: now,
  }
  const { id } = await db.insertInto('positions').values(position).returning('id').executeTakeFirstOrThrow()
  return id
}

async function insertPeople(tx: Tx, people: readonly Person[], load: Load & Ground): Promise<void> {
  const { now, startedAt } = load
  const expiresAt = new Date(now.getTime() + dayMs)
  const name = 'Bench Candidate'
  const candidates = people.map(({ candidateId: id }) => ({
    id,
    name,
    email: `${id}@candidate.example`,
    created_at: now,
  }))
  await tx.insertInto('candidates').values(candidates).execute()
  const invitations = people.map((person) => ({
    id: person.invitationId,
    candidate_id: person.candidateId,
    candidate_name: name,
    position_id: load.positionId,
    exercise_version_id: load.versionId,
    created_by: null,
    created_at: startedAt ?? now,
    expires_at: expiresAt,
    extra_time_factor: 1,
  }))
  await tx.insertInto('invitations').values(invitations).execute()
  await insertSessions(tx, people, { now, expiresAt })
  if (startedAt !== null) await insertAttempts(tx, people, { startedAt, baseDurationMs: load.baseDurationMs })
}

async function insertSessions(
  tx: Tx,
  people: readonly Person[],
  { now, expiresAt }: { now: Date; expiresAt: Date },
): Promise<void> {
  const sessions = people.map((person) => ({
    id: person.sessionId,
    token_hash: hashToken(person.token),
    created_at: now,
    expires_at: expiresAt,
  }))
  await tx.insertInto('candidate_sessions').values(sessions).execute()
  const grants = people.map(({ sessionId, invitationId }) => ({
    session_id: sessionId,
    invitation_id: invitationId,
  }))
  await tx.insertInto('candidate_session_grants').values(grants).execute()
}

async function insertAttempts(
  tx: Tx,
  people: readonly Person[],
  { startedAt, baseDurationMs }: { startedAt: Date; baseDurationMs: number },
): Promise<void> {
  const attempts = people.map((person) => ({
    id: person.attemptId,
    invitation_id: person.invitationId,
    started_at: startedAt,
    base_duration_ms: baseDurationMs,
    extra_time_factor: 1,
  }))
  await tx.insertInto('attempts').values(attempts).execute()
}

/** How long the exercise of the load test takes. */
export async function durationMsOf(db: Database): Promise<number> {
  return (await currentVersion(db)).manifest.durationMinutes * 60_000
}
