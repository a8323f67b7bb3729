import type { BoxShape, WaitingBox } from '../sandbox/sandbox.ts'

export interface WarmSet {
  box: WaitingBox
  /** Shares the network of the box. */
  partner: WaitingBox | null
  bornAtMs: number
}

interface InstallPaths {
  key: string
  shape: BoxShape
  partner: BoxShape | null
  waiting: WarmSet[]
}

interface Wanted {
  key: string
  shape: BoxShape
  partner: BoxShape | null
}

/** Which shapes are wanted and what waits of each: the one most recently asked for comes first. Bookkeeping only. */
export class WarmInventory {
  readonly #limits: { capacity: number; perShape: number }
  /** In the order of use: the last is the most recent. */
  readonly #places = new Map<string, InstallPaths>()

  constructor(limits: { capacity: number; perShape: number }) {
    this.#limits = limits
  }

  /** Notes that a shape is in demand; answers its key. A partner that is known stays known. */
  want(asked: BoxShape, partner: BoxShape | null): string {
    const shape = bare(asked)
    const key = JSON.stringify(shape)
    const known = this.#places.get(key)
    const place = known ?? { key, shape, partner: null, waiting: [] }
    if (partner !== null) place.partner = bare(partner)
    this.#places.delete(key)
    this.#places.set(key, place)
    return key
  }

  learnPartner(key: string, partner: BoxShape): void {
    const place = this.#places.get(key)
    if (place !== undefined) place.partner = bare(partner)
  }

  take(key: string): WarmSet | null {
    return this.#places.get(key)?.waiting.shift() ?? null
  }

  takeAll(): WarmSet[] {
    return [...this.#places.values()].flatMap((place) => place.waiting.splice(0))
  }

  takeUnfit(isFit: (set: WarmSet) => boolean): WarmSet[] {
    return [...this.#places.values()].flatMap((place) => {
      const unfit = place.waiting.filter((set) => !isFit(set))
      place.waiting = place.waiting.filter((set) => isFit(set))
      return unfit
    })
  }

  /** The most recently wanted shape that has too few, if there is room for one more. */
  nextMissing(): Wanted | null {
    let room = this.#limits.capacity
    for (const place of [...this.#places.values()].toReversed()) {
      const boxesEach = place.partner === null ? 1 : 2
      // Pairs serve submissions, whose verdict nobody watches arrive: one is enough.
      const target = place.partner === null ? this.#limits.perShape : 1
      const fits = Math.min(target, Math.floor(room / boxesEach))
      if (place.waiting.length < fits) return { key: place.key, shape: place.shape, partner: place.partner }
      room -= Math.max(fits, place.waiting.length) * boxesEach
    }
    return null
  }

  /** Answers with what must give way: of the shapes that were wanted longest ago. */
  put(key: string, set: WarmSet): WarmSet[] {
    const place = this.#places.get(key)
    if (place === undefined) return [set]
    place.waiting.push(set)
    const left: WarmSet[] = []
    for (const other of this.#places.values()) {
      while (this.#count() > this.#limits.capacity && other !== place && other.waiting.length > 0)
        left.push(...other.waiting.splice(0, 1))
    }
    return left
  }

  #count(): number {
    const sets = [...this.#places.values()].flatMap((place) => place.waiting)
    return sets.reduce((count, set) => count + (set.partner === null ? 1 : 2), 0)
  }
}

/** A shape and nothing of the run that asked for it, in one order of names so that equal shapes have one key. */
function bare({ role, image, limits, cpus }: BoxShape): BoxShape {
  return { role, image, limits: { memoryMiB: limits.memoryMiB, pids: limits.pids }, cpus }
}
