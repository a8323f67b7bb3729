import type { LiveRunEvent } from '#contracts/jobs.ts'
import type { RunPhase, Verdict } from '#contracts/runs.ts'
import { createStore } from '../../lib/create-store.ts'

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
  readonly #runs = createStore<ReadonlyMap<string, LiveRun>>(new Map())
  readonly #pieces = new Map<string, Map<number, string>>()

  readonly subscribe = this.#runs.subscribe

  get(runId: string): LiveRun {
    return this.#runs.get().get(runId) ?? nothing
  }

  take(event: LiveRunEvent): void {
    // A run that begins again, elsewhere, counts its pieces from the start.
    const isNew = event.kind === 'phase' && event.phase === 'preparing'
    if (isNew) this.#pieces.delete(event.runId)
    const before = isNew ? nothing : this.get(event.runId)
    const after =
      event.kind === 'phase' ? { ...before, phase: event.phase } : { ...before, text: this.#add(event) }
    this.#keep(event.runId, after)
  }

  takeVerdict(runId: string, verdict: Verdict): void {
    this.#keep(runId, { ...this.get(runId), verdict })
  }

  #keep(runId: string, run: LiveRun): void {
    this.#runs.set(new Map([...this.#runs.get(), [runId, run]]))
  }

  #add(event: { runId: string; seq: number; text: string }): string {
    const pieces = this.#pieces.get(event.runId) ?? new Map<number, string>()
    this.#pieces.set(event.runId, pieces)
    pieces.set(event.seq, event.text)
    const inOrder = [...pieces].sort(([a], [b]) => a - b).map(([, text]) => text)
    return inOrder.join('').slice(-longestText)
  }
}
