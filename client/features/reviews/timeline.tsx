import type { TimelineEntry } from '#contracts/evidence.ts'
import { formatElapsed } from '../../lib/clock/times.ts'

/** Requests as bars on a common axis, so that overlap can be seen. */
export function Timeline(props: { entries: readonly TimelineEntry[] }) {
  const entries = [...props.entries].sort((a, b) => a.startMs - b.startMs)
  const endMs = Math.max(1, ...entries.map((entry) => entry.endMs))
  return (
    <div className="timeline" tabIndex={0} role="group" aria-label="Timeline of requests">
      <ol>
        {entries.map((entry, index) => (
          <Bar key={index} entry={entry} endMs={endMs} />
        ))}
      </ol>
      <div className="timeline-axis tabular">
        <span>0</span>
        <span>{formatElapsed(endMs / 2)}</span>
        <span>{formatElapsed(endMs)}</span>
      </div>
    </div>
  )
}

const thinnest = 0.6

function Bar(props: { entry: TimelineEntry; endMs: number }) {
  const { label, startMs, endMs, outcome } = props.entry
  const percent = (ms: number) => (100 * ms) / props.endMs
  const words = `${label}: ${outcome}, from ${formatElapsed(startMs)} to ${formatElapsed(endMs)}`
  return (
    <li title={words}>
      <span className="timeline-label truncate">{label}</span>
      <span className="timeline-lane">
        <span
          className="timeline-bar"
          data-good={/^(2\d\d|ok\b)/i.test(outcome) || undefined}
          style={{ left: `${percent(startMs)}%`, width: `${Math.max(thinnest, percent(endMs - startMs))}%` }}
        />
      </span>
      <span className="timeline-outcome truncate tabular">{outcome}</span>
    </li>
  )
}
