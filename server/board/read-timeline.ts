import { toldDetailSchema, type candidateTimelineApi } from '#contracts/api/board/candidate-timeline.ts'
import type { ResultOf } from '#contracts/route.ts'
import type { Reader } from '../db/connect.ts'
import { listRows } from './list-board.ts'
import { getTimelineSubject, listEntries, listOtherInvitationIds, listRunsOf } from './timeline-store.ts'

type Timeline = ResultOf<(typeof candidateTimelineApi)['getCandidateTimeline']>

/** Everything of an invitation that a recruiter may be told, from the audit and the runs. */
export async function readTimeline(db: Reader, invitationId: string, now: Date): Promise<Timeline> {
  const subject = await getTimelineSubject(db, invitationId)
  const subjects = [`invitation:${invitationId}`]
  if (subject.attempt_id !== null) subjects.push(`attempt:${subject.attempt_id}`)
  if (subject.submission_id !== null) subjects.push(`submission:${subject.submission_id}`)
  const entries = await listEntries(db, subjects)
  const runs = subject.attempt_id === null ? [] : await listRunsOf(db, subject.attempt_id)
  const of = { candidateId: subject.candidate_id, exceptId: invitationId }
  const otherIds = await listOtherInvitationIds(db, of)
  const others = otherIds.length === 0 ? [] : await listRows(db, otherIds, now)
  return {
    entries: entries.map((entry) => ({
      id: entry.id,
      at: entry.at.toISOString(),
      action: entry.action,
      by: actorOf(entry),
      // Rows of years ago may hold a detail of another form: their line is told without it.
      detail: toldDetailSchema.safeParse(entry.detail).data ?? {},
    })),
    runs: runs.map(({ id, kind, created_at: at, result }) => ({
      id,
      kind,
      createdAt: at.toISOString(),
      verdict: result?.verdict ?? null,
    })),
    others,
  }
}

function actorOf(entry: {
  action: string
  actor: string
  staff_name: string | null
  key_name: string | null
  ats_name: string | null
}): Timeline['entries'][number]['by'] {
  if (entry.action === 'review-submitted') return { kind: 'reviewer', name: null }
  if (entry.actor.startsWith('candidate:')) return { kind: 'candidate', name: null }
  if (entry.actor.startsWith('staff:')) return { kind: 'staff', name: entry.staff_name }
  if (entry.actor.startsWith('ats:')) return { kind: 'key', name: entry.ats_name }
  if (entry.actor.startsWith('key:')) return { kind: 'key', name: entry.key_name }
  return { kind: 'platform', name: null }
}
