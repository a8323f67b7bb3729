import type { Bench } from './bench.ts'
import type { AskLab } from './lab.ts'
import type { Batch, LabResult, Outcome } from './messages.ts'

export type DeskOptions = {
  bench: Bench
  askLab: AskLab
  callbackUrl: () => string
  timeLimitMs: number
  notify: (url: string, report: Report) => Promise<unknown>
}

type Entry = { sample: string; reference: string; outcome: Outcome | undefined }
type Running = { id: string; entries: Entry[] }

export type Report = {
  id: string
  state: 'running' | 'done'
  results: ({ sample: string } & (Outcome | { state: 'waiting' }))[]
}

/** Keeps the batches, and brings each of their samples to exactly one outcome. */
export class Desk {
  readonly #options: DeskOptions
  readonly #batches = new Map<string, Running>()
  readonly #idsByKey = new Map<string, string>()
  /** How to settle a test, by reference. Kept after its end, so that the lab's repetitions are still recognised. */
  readonly #settlers = new Map<string, (outcome: Outcome) => void>()

  constructor(options: DeskOptions) {
    this.#options = options
  }

  /** Takes a batch in and returns its id at once. The same key means the same batch, which is then not begun again. */
  handIn(batch: Batch, key?: string): string {
    const knownId = key === undefined ? undefined : this.#idsByKey.get(key)
    if (knownId !== undefined) return knownId
    const id = crypto.randomUUID()
    const entries = batch.samples.map((sample) => ({ sample, reference: crypto.randomUUID(), outcome: undefined }))
    const running = { id, entries }
    this.#batches.set(id, running)
    void this.#run(running, batch.notifyUrl).then(() => key !== undefined && this.#idsByKey.set(key, id))
    return id
  }

  report(id: string): Report | undefined {
    const batch = this.#batches.get(id)
    return batch && describe(batch)
  }

  /** Whether the reference is one of ours. Only the first outcome of a test counts; later ones change nothing. */
  receive({ reference, outcome }: LabResult): boolean {
    const settle = this.#settlers.get(reference)
    settle?.(outcome)
    return settle !== undefined
  }

  async #run(batch: Running, notifyUrl: string | undefined): Promise<void> {
    const { bench, notify } = this.#options
    await Promise.all(batch.entries.map((entry) => bench.occupy(() => this.#test(entry))))
    if (notifyUrl === undefined) return
    // One try, by agreement. Whoever misses it can still ask for the batch.
    await notify(notifyUrl, describe(batch)).catch(() => {})
  }

  /** Whoever resolves first wins: the lab's direct answer, its callback, or the clock. */
  async #test(entry: Entry): Promise<void> {
    const { askLab, callbackUrl, timeLimitMs } = this.#options
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    const givenUp = new AbortController()
    // Before asking: the callback may overtake the answer.
    this.#settlers.set(entry.reference, resolve)
    const timer = setTimeout(() => {
      resolve({ state: 'overdue' })
      givenUp.abort()
    }, timeLimitMs)
    const order = { sample: entry.sample, reference: entry.reference, callbackUrl: callbackUrl() }
    void askLab(order, givenUp.signal).then((outcome) => outcome && resolve(outcome))
    entry.outcome = await promise
    clearTimeout(timer)
  }
}

function describe({ id, entries }: Running): Report {
  return {
    id,
    state: entries.every((entry) => entry.outcome) ? 'done' : 'running',
    results: entries.map(({ sample, outcome }) => ({ sample, ...(outcome ?? { state: 'waiting' }) })),
  }
}
