import type { BoardRow, invitationsApi } from '#contracts/api/invitations.ts'
import { attemptState, deadline, type ClockFacts } from '#contracts/clock.ts'
import type { Tool } from '#contracts/tools.ts'
import type { ResultOf } from '#contracts/route.ts'
import { invitationState, startPermission } from './invitation-state.ts'
import { factsOf, reviewsNeeded, type InvitationRow } from './store.ts'

const iso = (date: Date | null) => date?.toISOString() ?? null

function appointmentOf(row: InvitationRow) {
  if (row.appointment_at === null || row.appointment_zone === null) return null
  return { startsAt: row.appointment_at.toISOString(), zone: row.appointment_zone }
}

function clockFactsOf(row: InvitationRow): ClockFacts | null {
  if (row.started_at === null || row.base_duration_ms === null) return null
  return {
    startedAt: row.started_at,
    baseDurationMs: row.base_duration_ms,
    extraTimeFactor: row.attempt_factor ?? 1,
    creditsMs: [row.credits_ms],
    submittedAt: row.submitted_at,
  }
}

function gradingFaultOf(row: InvitationRow): BoardRow['gradingFault'] {
  if (!row.newest_grading_failed) return 'none'
  return row.is_being_graded ? 'repeated' : 'given_up'
}

/** A line of the recruiter's board. */
export function presentBoardRow(row: InvitationRow, now: Date): BoardRow {
  const { state, since } = invitationState(factsOf(row), now)
  const clock = clockFactsOf(row)
  const evidence = row.graded_result?.evidence ?? null
  return {
    id: row.id,
    candidateName: row.candidate_name,
    candidateEmail: row.candidate_email,
    positionTitle: row.position_title,
    exerciseTitle: row.manifest.title,
    exerciseVersion: row.manifest.version,
    language: row.manifest.language,
    state,
    stateSince: since.toISOString(),
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    appointment: appointmentOf(row),
    startedAt: iso(row.started_at),
    deadline: clock === null ? null : deadline(clock).toISOString(),
    submittedAt: iso(row.submitted_at),
    gradedVerdict: row.graded_result?.verdict ?? null,
    checksPassed: evidence === null ? null : evidence.filter((card) => card.passed).length,
    checksTotal: (row.judged_by_manifest ?? row.manifest).checks.length,
    reviewsDone: row.reviews_done,
    reviewsNeeded,
    answerDueAt: iso(row.answer_due_at),
    lateWrites: row.late_writes,
    gradingFault: gradingFaultOf(row),
    faultyRuns: row.faulty_runs,
    asksForAccommodation: row.asks_for_accommodation,
    setupCheck:
      row.setup_checked_at === null || row.setup_check_states === null
        ? null
        : { checkedAt: row.setup_checked_at.toISOString(), checks: row.setup_check_states },
    mailFault: row.mail_fault,
  }
}

/** The candidate's overview. It holds nothing of the details: those are read through the attempt alone. */
export function presentInvitation(
  row: InvitationRow,
  { now, organisationZone, tools }: { now: Date; organisationZone: string; tools: Tool[] },
): ResultOf<typeof invitationsApi.getInvitation> {
  const { manifest } = row
  const clock = clockFactsOf(row)
  return {
    id: row.id,
    candidateName: row.candidate_name,
    positionTitle: row.position_title,
    exercise: {
      title: manifest.title,
      summary: manifest.summary,
      language: manifest.language,
      overview: row.overview,
      measures: manifest.measures,
      allowedHelp: manifest.allowedHelp,
      aiPolicy: manifest.aiPolicy ?? null,
      constraints: manifest.constraints,
      criteria: manifest.criteria,
      tools,
    },
    durationMs: manifest.durationMinutes * 60_000 * row.extra_time_factor,
    appointment: appointmentOf(row),
    organisationZone,
    expiresAt: row.expires_at.toISOString(),
    asOf: now.toISOString(),
    start: startPermission(factsOf(row), now),
    attempt:
      row.attempt_id === null || clock === null
        ? null
        : { id: row.attempt_id, state: attemptState(clock, now) },
  }
}
