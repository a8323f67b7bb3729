import type { EvidenceCard } from '#contracts/evidence.ts'
import type { RunFacts } from './judging/facts.ts'

const shownEvents = 12
const barWidth = 40

/** What reviewers would see of a grade, as text. */
export function describeGrade(run: RunFacts, isOptional: (checkId: string) => boolean): string[] {
  const lines = run.cards.flatMap((card) => describeCard(card, isOptional(card.checkId)))
  const printed = run.cards.length === 0 && run.printed !== '' ? ['', run.printed] : []
  return [...lines, ...printed, '', `${run.verdict}: ${run.cause} (${(run.durationMs / 1_000).toFixed(1)} s)`]
}

function describeCard(card: EvidenceCard, isOptional: boolean): string[] {
  const title = `${card.passed ? '✓' : '✗'} ${card.title}${isOptional ? ' (optional)' : ''}`
  if (card.passed) return [`${title}\n    ${card.seen}`]
  return [title, `    expected  ${card.expected}`, `    seen      ${card.seen}`, ...drawTimeline(card)]
}

/** Each request as a bar on the check's own time line. */
function drawTimeline({ timeline, durationMs }: EvidenceCard): string[] {
  const scale = barWidth / Math.max(1, durationMs)
  const lines = timeline.slice(0, shownEvents).map(({ label, startMs, endMs, outcome }) => {
    const before = Math.min(barWidth - 1, Math.round(startMs * scale))
    const length = Math.max(1, Math.min(barWidth - before, Math.round((endMs - startMs) * scale)))
    const bar = `${' '.repeat(before)}${'━'.repeat(length)}`.padEnd(barWidth)
    return `    │${bar}│ ${label}: ${outcome} (${Math.round(endMs - startMs)} ms)`
  })
  const more = timeline.length - shownEvents
  return more > 0 ? [...lines, `    and ${more} more requests`] : lines
}
