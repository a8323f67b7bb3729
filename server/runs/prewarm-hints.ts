import type { PrewarmHint } from '#contracts/api/worker.ts'
import type { Deps } from '../deps.ts'

/** So long before an appointment its boxes are made ready. */
const beforeAppointmentMs = 15 * 60_000
/** A candidate may be late, and should meet a warm box all the same. */
const afterAppointmentMs = 60 * 60_000

/** What boxes may be asked for any moment: those of attempts under way, and of appointments that are near. */
export async function listPrewarmHints(deps: Deps, now: Date): Promise<PrewarmHint[]> {
  const versions = await deps.db
    .selectFrom('exercise_versions')
    .select('manifest')
    .where('id', 'in', (select) =>
      select
        .selectFrom('invitations')
        .leftJoin('attempts', 'attempts.invitation_id', 'invitations.id')
        .select('invitations.exercise_version_id')
        .where('invitations.revoked_at', 'is', null)
        .where('invitations.practice_of', 'is', null)
        .where((where) =>
          where.or([
            where.and([where('attempts.id', 'is not', null), where('attempts.submitted_at', 'is', null)]),
            where.and([
              where('attempts.id', 'is', null),
              where('appointment_at', '<', new Date(now.getTime() + beforeAppointmentMs)),
              where('appointment_at', '>', new Date(now.getTime() - afterAppointmentMs)),
            ]),
          ]),
        ),
    )
    .execute()
  const boxes = versions.flatMap(({ manifest }) =>
    (['graded', 'visible'] as const).map((kind) => ({
      language: manifest.language,
      kind,
      limits: manifest.limits[kind],
    })),
  )
  return [...new Map(boxes.map((box) => [JSON.stringify(box), box])).values()]
}
