import type { LiveRunEvent } from '#contracts/jobs.ts'
import type { RunPhase } from '#contracts/runs.ts'

const flushEveryMs = 80
const maxTextLength = 60_000

export interface LiveFeed {
  onPhase: (phase: RunPhase) => void
  onOutput: (text: string) => void
  /** Sends what is left; nothing is sent afterwards. */
  end: () => void
}

/** Tells the pages what a run does, gathered into a few messages a second. Lossy by contract. */
export function openLiveFeed(
  run: { runId: string; attemptId: string },
  publish: (event: LiveRunEvent) => void,
): LiveFeed {
  const { runId, attemptId } = run
  let seq = 0
  let pending = ''
  let phase: RunPhase | null = null
  let timer: NodeJS.Timeout | null = null
  const flush = () => {
    if (timer) clearTimeout(timer)
    timer = null
    while (pending !== '') {
      const text = pending.slice(0, maxTextLength).toWellFormed()
      pending = pending.slice(maxTextLength)
      publish({ kind: 'output', runId, attemptId, seq: seq++, text })
    }
  }
  return {
    onPhase: (next) => {
      if (next === phase) return
      phase = next
      publish({ kind: 'phase', runId, attemptId, phase: next })
    },
    onOutput: (text) => {
      pending += text
      if (pending !== '') timer ??= setTimeout(flush, flushEveryMs)
    },
    end: flush,
  }
}
