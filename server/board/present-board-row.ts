import type { BoardRow } from '#contracts/api/board/board.ts'
import { deadline, type ClockFacts } from '#contracts/clock.ts'
import { presentAppointment } from '../invitations/present-invitation.ts'
import { reviewsNeeded } from '../reviews/store.ts'
import type { Found } from './matching-store.ts'
import type { BoardColumns } from './store.ts'

const iso = (date: Date | null) => date?.toISOString() ?? null

function clockFactsOf(row: BoardColumns): ClockFacts | null {
  if (row.started_at === null || row.base_duration_ms === null) return null
  return {
    startedAt: row.started_at,
    baseDurationMs: row.base_duration_ms,
    extraTimeFactor: row.attempt_factor ?? 1,
    creditsMs: [row.credits_ms],
    submittedAt: row.submitted_at,
  }
}

function gradingFaultOf(row: BoardColumns): BoardRow['gradingFault'] {
  if (!row.newest_grading_failed) return 'none'
  return row.is_being_graded ? 'repeated' : 'given_up'
}

function exerciseOf({ manifest }: BoardColumns): BoardRow['exercise'] {
  if (manifest === null) return null
  const { title, version, language } = manifest
  return { title, version, language }
}

function checksOf(row: BoardColumns): Pick<BoardRow, 'checksPassed' | 'checksTotal'> {
  const evidence = row.graded_result?.evidence ?? null
  return {
    checksPassed: evidence === null ? null : evidence.filter((card) => card.passed).length,
    checksTotal: (row.judged_by_manifest ?? row.manifest)?.checks.length ?? 0,
  }
}

function setupCheckOf({ setup_checked_at: at, setup_check_states: checks }: BoardColumns) {
  return at === null || checks === null ? null : { checkedAt: at.toISOString(), checks }
}

/** A line of the recruiter's board. */
export function presentBoardRow(row: BoardColumns, { state, since }: Found): BoardRow {
  const clock = clockFactsOf(row)
  return {
    id: row.id,
    candidateName: row.candidate_name,
    candidateEmail: row.candidate_email,
    positionTitle: row.position_title,
    exercise: exerciseOf(row),
    state,
    stateSince: since.toISOString(),
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    scheduleBy: iso(row.schedule_by),
    declineReason: row.decline_reason,
    appointment: presentAppointment(row),
    startedAt: iso(row.started_at),
    deadline: clock === null ? null : deadline(clock).toISOString(),
    submittedAt: iso(row.submitted_at),
    gradedVerdict: row.graded_result?.verdict ?? null,
    ...checksOf(row),
    reviewsDone: row.reviews_done,
    reviewsNeeded,
    answerDueAt: iso(row.answer_due_at),
    answeredAt: iso(row.answered_at),
    lateWrites: row.late_writes,
    gradingFault: gradingFaultOf(row),
    faultyRuns: row.faulty_runs,
    asksForAccommodation: row.asks_for_accommodation,
    setupCheck: setupCheckOf(row),
    mailFault: row.mail_fault,
  }
}
