import type { TimelineEntry } from '#contracts/evidence.ts'
import { plainText } from './plain-text.ts'

// The whole report of a run has to stay under 1 MiB, also when every letter takes three bytes.
const shownEntries = 100
const labelLength = 120

type TimelineSpan = { end: (outcome: string) => void }

/** What happened around the candidate's program during one check, in the order of beginning. */
export type Timeline = {
  nowMs: () => number
  begin: (label: string) => TimelineSpan
  entries: () => TimelineEntry[]
}

export function createTimeline(): Timeline {
  const startedAt = performance.now()
  const nowMs = () => performance.now() - startedAt
  const spans: { label: string; startMs: number; endMs: number; outcome: string }[] = []
  return {
    nowMs,
    begin(label) {
      const span = {
        label: plainText(label, labelLength),
        startMs: nowMs(),
        endMs: Number.NaN,
        outcome: 'still open',
      }
      if (spans.length < shownEntries) spans.push(span)
      return {
        end(outcome) {
          if (!Number.isNaN(span.endMs)) return
          span.endMs = nowMs()
          span.outcome = plainText(outcome, 80)
        },
      }
    },
    entries: () =>
      spans.map(({ label, startMs, endMs, outcome }) => ({
        label,
        startMs: Math.round(startMs),
        endMs: Math.round(Number.isNaN(endMs) ? nowMs() : endMs),
        outcome,
      })),
  }
}
