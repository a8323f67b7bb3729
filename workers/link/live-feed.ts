import type { LiveRunEvent } from '#contracts/jobs.ts'
import type { RunPhase } from '#contracts/runs.ts'
import { cutText } from '../sandbox/output.ts'

const flushEveryMs = 80
/** After a pause somebody waits for the first line: it is held just long enough to take its neighbours along. */
const flushFirstMs = 10
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
  let flushedAtMs = -Infinity
  const flush = () => {
    if (timer) clearTimeout(timer)
    timer = null
    flushedAtMs = performance.now()
    while (pending !== '') {
      const text = cutText(pending, maxTextLength)
      pending = pending.slice(text.length)
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
      if (pending === '' || timer !== null) return
      const isFirst = performance.now() - flushedAtMs > flushEveryMs
      timer = setTimeout(flush, isFirst ? flushFirstMs : flushEveryMs)
    },
    end: flush,
  }
}
