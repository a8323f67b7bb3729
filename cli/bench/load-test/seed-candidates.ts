import { randomUUID } from 'node:crypto'
import type { Database } from '../../../server/db/connect.ts'
import { candidateCookieName } from '../../../server/http/cookies.ts'
import { hashToken, newToken } from '../../../server/staff/secret-token.ts'

export interface SeededCandidate {
  invitationId: string
  /** Null for somebody who has not started. */
  attemptId: string | null
  cookie: string
}

const exerciseId = 'go-harbour-board'
const dayMs = 24 * 3_600_000

/**
 * Invited candidates with a browser session each, written straight into the database: how fast people can be invited is not
 * what is measured. `startedAt` puts the clock in the past.
 */
export async function seedCandidates(
  db: Database,
  load: { count: number; startedAt: Date | null; now: Date },
): Promise<SeededCandidate[]> {
  const version = await db
    .selectFrom('exercise_versions')
    .select(['id', 'exercise_id', 'manifest'])
    .where('retired_at', 'is', null)
    .where('exercise_id', '=', exerciseId)
    .executeTakeFirstOrThrow()
  const position = await db
    .insertInto('positions')
    .values({
      title: `Crowd ${randomUUID()}`,
      summary: 'For a measurement',
      exercise_ids: [version.exercise_id],
      focus_attributes: JSON.stringify([]),
      created_at: load.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const baseDurationMs = version.manifest.durationMinutes * 60_000
  const expiresAt = new Date(load.now.getTime() + dayMs)
  const candidates: SeededCandidate[] = []
  while (candidates.length < load.count) {
    const size = Math.min(250, load.count - candidates.length)
    const people = Array.from({ length: size }, () => ({
      token: newToken(),
      candidateId: randomUUID(),
      invitationId: randomUUID(),
      sessionId: randomUUID(),
      attemptId: randomUUID(),
    }))
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('candidates')
        .values(
          people.map(({ candidateId: id }) => ({
            id,
            name: 'Bench Candidate',
            email: `${id}@candidate.example`,
            created_at: load.now,
          })),
        )
        .execute()
      await tx
        .insertInto('invitations')
        .values(
          people.map((person) => ({
            id: person.invitationId,
            candidate_id: person.candidateId,
            candidate_name: 'Bench Candidate',
            position_id: position.id,
            exercise_version_id: version.id,
            created_by: null,
            created_at: load.startedAt ?? load.now,
            expires_at: expiresAt,
            extra_time_factor: 1,
          })),
        )
        .execute()
      await tx
        .insertInto('candidate_sessions')
        .values(
          people.map((person) => ({
            id: person.sessionId,
            token_hash: hashToken(person.token),
            created_at: load.now,
            expires_at: expiresAt,
          })),
        )
        .execute()
      await tx
        .insertInto('candidate_session_grants')
        .values(
          people.map((person) => ({ session_id: person.sessionId, invitation_id: person.invitationId })),
        )
        .execute()
      const startedAt = load.startedAt
      if (startedAt === null) return
      await tx
        .insertInto('attempts')
        .values(
          people.map((person) => ({
            id: person.attemptId,
            invitation_id: person.invitationId,
            started_at: startedAt,
            base_duration_ms: baseDurationMs,
            extra_time_factor: 1,
          })),
        )
        .execute()
    })
    const isStarted = load.startedAt !== null
    const cookieName = candidateCookieName(false)
    for (const person of people) {
      candidates.push({
        invitationId: person.invitationId,
        attemptId: isStarted ? person.attemptId : null,
        cookie: `${cookieName}=${person.token}`,
      })
    }
  }
  return candidates
}

/** How long the exercise of the crowd takes. */
export async function durationMsOf(db: Database): Promise<number> {
  const { manifest } = await db
    .selectFrom('exercise_versions')
    .select('manifest')
    .where('retired_at', 'is', null)
    .where('exercise_id', '=', exerciseId)
    .executeTakeFirstOrThrow()
  return manifest.durationMinutes * 60_000
}
