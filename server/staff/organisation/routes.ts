import type { Guide, GuideStep, organisationApi } from '#contracts/api/staff/organisation.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../http/call.ts'
import { countStaff } from '../store.ts'
import { changeOrganisation } from './change-organisation.ts'
import { guideOf } from './guide.ts'
import {
  lockOrganisation,
  readGuide,
  readOrganisation,
  writeGuideDismissed,
  writeSkippedSteps,
} from './store.ts'

/** What of the first-run guide rooms further on know. */
export interface GuideProgress {
  hasPosition: () => Promise<boolean>
  hasInvitation: () => Promise<boolean>
}

export function organisationRoutes(deps: Deps, progress: GuideProgress): Handlers<typeof organisationApi> {
  return {
    async getOrganisation() {
      return readOrganisation(deps.db, deps.config)
    },
    async changeOrganisation({ body, who, receivedAt }) {
      return changeOrganisation(deps, { ...body, by: who.id, now: receivedAt })
    },
    async getGuide() {
      return getGuide(deps, progress)
    },
    async skipGuideStep({ params, body }) {
      await skipStep(deps, params.step, body.isSkipped)
      return getGuide(deps, progress)
    },
    async dismissGuide({ receivedAt }) {
      await writeGuideDismissed(deps.db, receivedAt)
      return getGuide(deps, progress)
    },
  }
}

async function skipStep(deps: Deps, step: GuideStep, isSkipped: boolean): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const row = await lockOrganisation(tx)
    const others = row.skipped_steps.filter((each) => each !== step)
    await writeSkippedSteps(tx, isSkipped ? [...others, step] : others)
  })
}

async function getGuide(deps: Deps, progress: GuideProgress): Promise<Guide> {
  const row = await readGuide(deps.db)
  const [staffCount, position, invitation] = await Promise.all([
    countStaff(deps.db),
    progress.hasPosition(),
    progress.hasInvitation(),
  ])
  return guideOf({
    isDone: { organisation: row.zone !== null, colleagues: staffCount > 1, position, invitation },
    skipped: row.skipped_steps,
    isDismissed: row.guide_dismissed_at !== null,
  })
}
