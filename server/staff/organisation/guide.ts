import { guideSteps, type Guide, type GuideStep } from '#contracts/api/staff/organisation.ts'

interface Progress {
  isDone: Readonly<Record<GuideStep, boolean>>
  skipped: readonly string[]
  isDismissed: boolean
}

/** What was done counts before what was skipped: somebody may come back to a step. */
export function guideOf({ isDone, skipped, isDismissed }: Progress): Guide {
  const steps = guideSteps.map((id) => ({
    id,
    state: isDone[id] ? ('done' as const) : skipped.includes(id) ? ('skipped' as const) : ('open' as const),
  }))
  return { steps, isShown: !isDismissed && steps.some(({ state }) => state === 'open') }
}
