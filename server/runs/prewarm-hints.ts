import type { PrewarmHint } from '#contracts/api/worker.ts'
import type { Deps } from '../deps.ts'
import { listManifestsSoonNeeded } from './queue-store.ts'

/** So long before an appointment its boxes are made ready. */
const beforeAppointmentMs = 15 * 60_000
/** A candidate may be late, and should meet a warm box all the same. */
const afterAppointmentMs = 60 * 60_000

/** What boxes may be asked for any moment: those of attempts under way, and of appointments that are near. */
export async function listPrewarmHints(deps: Deps, now: Date): Promise<PrewarmHint[]> {
  const manifests = await listManifestsSoonNeeded(deps.db, {
    appointmentAfter: new Date(now.getTime() - afterAppointmentMs),
    appointmentBefore: new Date(now.getTime() + beforeAppointmentMs),
  })
  const boxes = manifests.flatMap((manifest) =>
    (['graded', 'visible'] as const).map((kind) => ({
      language: manifest.language,
      kind,
      limits: manifest.limits[kind],
    })),
  )
  return [...new Map(boxes.map((box) => [JSON.stringify(box), box])).values()]
}
