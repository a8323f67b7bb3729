import type { invitationsApi } from '#contracts/api/invitations/invitations.ts'
import type { AttemptState } from '#contracts/clock.ts'
import type { ExerciseManifest } from '#contracts/exercise-manifest.ts'
import type { Tool } from '#contracts/tools.ts'
import type { ResultOf } from '#contracts/route.ts'
import type { AppointmentInstant } from './appointments/resolve-appointment.ts'
import { offsetMsAt } from './local-time.ts'
import { startFactsOf, startPermission } from './start-permission.ts'
import type { InvitationRow } from './store.ts'

export function presentAppointment(row: Pick<InvitationRow, 'appointment_at' | 'appointment_zone'>) {
  if (row.appointment_at === null || row.appointment_zone === null) return null
  return presentInstant({ at: row.appointment_at, zone: row.appointment_zone })
}

export const presentInstant = ({ at, zone }: AppointmentInstant) => ({
  startsAt: at.toISOString(),
  zone,
  offsetMs: offsetMsAt(at, zone),
})

interface Surroundings {
  now: Date
  organisationZone: string
  /** The one, or those that may be chosen. */
  offered: readonly OfferedExercise[]
  attempt: { id: string; state: AttemptState } | null
}

interface OfferedExercise {
  versionId: string
  manifest: ExerciseManifest
  overview: string
  tools: Tool[]
}

/** The candidate's overview. It holds nothing of the details: those are read through the attempt alone. */
export function presentInvitation(
  row: InvitationRow,
  { now, organisationZone, offered, attempt }: Surroundings,
): ResultOf<typeof invitationsApi.getInvitation> {
  const chosen = offered.find(({ versionId }) => versionId === row.exercise_version_id)
  return {
    id: row.id,
    candidateName: row.candidate_name,
    positionTitle: row.position_title,
    exercises: offered.map((exercise) => presentExercise(row, exercise)),
    exerciseId: chosen?.manifest.id ?? null,
    mayChoose: row.exercise_by === 'candidate' && row.started_at === null,
    feedbackPolicy: orNull(row.feedback_policy),
    durationMs: durationMsOf(row),
    appointment: presentAppointment(row),
    organisationZone,
    expiresAt: row.expires_at.toISOString(),
    scheduleBy: row.schedule_by?.toISOString() ?? null,
    asOf: now.toISOString(),
    start: startPermission({ ...startFactsOf(row), startedAt: row.started_at }, now),
    attempt,
  }
}

function presentExercise(row: InvitationRow, { manifest, overview, tools }: OfferedExercise) {
  return {
    id: manifest.id,
    title: manifest.title,
    summary: manifest.summary,
    language: manifest.language,
    overview,
    measures: manifest.measures,
    allowedHelp: manifest.allowedHelp,
    aiPolicy: orNull(row.ai_policy) ?? manifest.aiPolicy ?? null,
    constraints: manifest.constraints,
    criteria: manifest.criteria,
    tools,
    durationMs: durationMsOf({ ...row, duration_minutes: manifest.durationMinutes }),
  }
}

const orNull = (text: string) => (text === '' ? null : text)

/** With the candidate's own extra time. */
export const durationMsOf = (row: Pick<InvitationRow, 'duration_minutes' | 'extra_time_factor'>): number =>
  row.duration_minutes * 60_000 * row.extra_time_factor
