import { useEffect, useEffectEvent } from 'react'
import type { RunView } from '#contracts/runs.ts'
import { placesOfResult, type CodeBesideRuns } from '../../lib/text/code-places.ts'

/** Tells once of a run's result where it points at. The editor keeps the places where they belong while the code changes. */
export function useTellPlaces(result: RunView['result'], code: CodeBesideRuns): void {
  const tell = useEffectEvent((ended: NonNullable<RunView['result']>) =>
    code.onPlaces(placesOfResult(ended, code.paths)),
  )
  useEffect(() => {
    if (result !== null) tell(result)
  }, [result])
}
