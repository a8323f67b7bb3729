import type { organisationApi } from '#contracts/api/staff/organisation.ts'
import type { BodyOf } from '#contracts/route.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import { lockOrganisation, writeOrganisation, type Organisation } from './store.ts'

type Change = BodyOf<typeof organisationApi.changeOrganisation> & { by: string; now: Date }

/** Refuses a change that was made on an older state: nobody's words are overwritten unseen. */
export async function changeOrganisation(deps: Deps, change: Change): Promise<Organisation> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const row = await lockOrganisation(tx)
    if (row.version !== change.version) throw new AppError('changed_meanwhile')
    const next = { name: change.name, zone: change.zone, version: row.version + 1 }
    await writeOrganisation(tx, next)
    const before = { name: row.name, zone: row.zone }
    const after = { name: next.name, zone: next.zone }
    await recordFact(
      { deps, tx, afterCommit },
      {
        at: change.now,
        actor: `staff:${change.by}`,
        name: 'organisation-changed',
        subjectId: null,
        detail: { before, after },
      },
    )
    return next
  })
}
