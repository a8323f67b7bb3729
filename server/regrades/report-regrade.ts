import type { ChangedSubmission, regradesApi } from '#contracts/api/regrades.ts'
import type { ResultOf } from '#contracts/route.ts'
import type { Reader } from '../db/connect.ts'
import { compareGradings } from './compare-gradings.ts'
import { getRegrade, listOutcomes, presentRegrade } from './store.ts'

/** What a regrade changed, by alias. Throws `not_found`. */
export async function reportRegrade(
  db: Reader,
  regradeId: string,
): Promise<ResultOf<typeof regradesApi.getRegrade>> {
  const regrade = presentRegrade(await getRegrade(db, regradeId))
  const changed: ChangedSubmission[] = []
  const platformErrors: string[] = []
  let same = 0
  for (const outcome of await listOutcomes(db, regradeId)) {
    const { alias, before_verdict: before } = outcome
    if (outcome.after_verdict === 'platform_error') {
      platformErrors.push(alias)
      continue
    }
    const difference = compareGradings(
      before === null ? null : { verdict: before, held: outcome.before_held },
      {
        verdict: outcome.after_verdict,
        held: outcome.after_held,
      },
    )
    if (difference === null) same += 1
    else changed.push({ alias, ...difference })
  }
  return { regrade, same, changed, platformErrors }
}
