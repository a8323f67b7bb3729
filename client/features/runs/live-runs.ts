import type { LiveRunEvent } from '#contracts/jobs.ts'
import type { RunPhase, Verdict } from '#contracts/runs.ts'

export interface LiveRun {
  phase: RunPhase | null
  text: string
  /** Known a moment before the whole result is here. */
  verdict: Verdict | null
}

const longestText = 256 * 1_024
const nothing: LiveRun = { phase: null, text: '', verdict: null }

/** What running boxes tell while they work, by run. Pieces that come twice or late are put right by their number. */
export class LiveRuns {
  readonly #runs = new Map<string, LiveRun>()
  readonly #pieces = new Map<string, Map<number, string>>()
  readonly #listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get(runId: string): LiveRun {
    return this.#runs.get(runId) ?? nothing
  }

  take(event: LiveRunEvent): void {
    // A run that begins again, elsewhere, counts its pieces from the start.
    if (event.kind === 'phase' && event.phase === 'preparing') this.#forget(event.runId)
    const before = this.get(event.runId)
    const after =
      event.kind === 'phase' ? { ...before, phase: event.phase } : { ...before, text: this.#add(event) }
    this.#keep(event.runId, after)
  }

  takeVerdict(runId: string, verdict: Verdict): void {
    this.#keep(runId, { ...this.get(runId), verdict })
  }

  #keep(runId: string, run: LiveRun): void {
    this.#runs.set(runId, run)
    for (const listener of this.#listeners) listener()
  }

  #forget(runId: string): void {
    this.#runs.delete(runId)
    this.#pieces.delete(runId)
  }

  #add(event: { runId: string; seq: number; text: string }): string {
    const pieces = this.#pieces.get(event.runId) ?? new Map<number, string>()
    this.#pieces.set(event.runId, pieces)
    pieces.set(event.seq, event.text)
    const inOrder = [...pieces].sort(([a], [b]) => a - b).map(([, text]) => text)
    return inOrder.join('').slice(-longestText)
  }
}
