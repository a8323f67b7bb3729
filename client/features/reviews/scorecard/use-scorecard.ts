import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import type { ScorecardDraft } from '#contracts/api/reviews.ts'
import { useSaveDraft } from '../api.ts'

const pauseMs = 700

/** A scorecard while it is written; it is saved at each pause. `flush` saves at once what still waits for one. */
export function useScorecard(submissionId: string, initial: ScorecardDraft) {
  const [draft, setDraft] = useState(initial)
  const save = useSaveDraft(submissionId)
  const saveSoon = useDebouncedCallback((next: ScorecardDraft) => save.mutate(next), {
    delay: pauseMs,
    flushOnUnmount: true,
  })
  const change = (part: Partial<ScorecardDraft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    saveSoon(next)
  }
  return { draft, change, save, flush: saveSoon.flush }
}
