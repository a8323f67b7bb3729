import type { Logger } from 'pino'
import type { Box, BoxShape, BoxSpec, Sandbox, WaitingBox } from '../sandbox/sandbox.ts'
import { WarmInventory, type WarmSet } from './warm-inventory.ts'

/** A box that has waited so long is replaced, so that no run meets a stale one. */
const maxWaitMs = 10 * 60_000
/** The longest time limit that a run may have; a waiting box must be able to live through it. */
const longestWallMs = 10 * 60_000

interface PoolDeps {
  sandbox: Sandbox
  /** How many boxes may wait at once, over all shapes. */
  capacity: number
  /** How many of one shape. */
  perShape: number
  log: Logger
}

/**
 * Boxes that are started before anybody clicks, each used once. Whatever costs time and has no part in a verdict happens
 * between runs: refilling, and removing what is used up. Without a waiting box a run gets a fresh one.
 */
export class BoxPool implements Sandbox {
  readonly #deps: PoolDeps
  readonly #warm: WarmInventory
  /** Partners of boxes in use, by the id of the box whose network they share. */
  readonly #partners = new Map<string, { warmKey: string; waiting: WaitingBox | null }>()
  #usedUp: (() => Promise<void>)[] = []
  #refilling: Promise<void> | null = null
  #isDraining = false

  readonly prepare: Sandbox['prepare']
  readonly isReachable: Sandbox['isReachable']
  readonly tryOut: Sandbox['tryOut']
  readonly reap: Sandbox['reap']

  constructor(deps: PoolDeps) {
    this.#deps = deps
    this.#warm = new WarmInventory({ capacity: deps.capacity, perShape: deps.perShape })
    this.prepare = deps.sandbox.prepare
    this.isReachable = deps.sandbox.isReachable
    this.tryOut = deps.sandbox.tryOut
    this.reap = deps.sandbox.reap
  }

  /** From now on boxes of this shape are kept waiting, with a partner for each where one is named. */
  want(shape: BoxShape, partner: BoxShape | null): void {
    this.#warm.want(shape, partner)
  }

  readonly open = async (spec: BoxSpec): Promise<Box> => {
    const box =
      spec.sharesNetworkOf === undefined
        ? await this.#openFirst(spec)
        : await this.#openPartner(spec, spec.sharesNetworkOf.id)
    return { ...box, close: () => this.#closeLater(box) }
  }

  /** Removes what is used up, then refills. Called when a run has been reported, so that it costs nobody's run. */
  readonly refill = (): Promise<void> => {
    this.#refilling ??= this.#work().finally(() => (this.#refilling = null))
    return this.#refilling
  }

  /** Removes every box; nothing is made afterwards. */
  async drain(): Promise<void> {
    this.#isDraining = true
    await this.refill()
    await Promise.all(this.#warm.takeAll().map((set) => this.#remove(set)))
    await this.#removeUsedUp()
  }

  async #remove({ box, partner }: WarmSet): Promise<void> {
    for (const { close } of partner === null ? [box] : [partner, box]) {
      await close().catch((err: unknown) => this.#deps.log.warn({ err }, 'a waiting box was not removed'))
    }
  }

  async #openFirst(spec: BoxSpec): Promise<Box> {
    const key = this.#warm.want(spec, null)
    for (let set = this.#warm.take(key); set !== null; set = this.#warm.take(key)) {
      if (!isFit(set)) {
        this.#discard(set)
        continue
      }
      this.#partners.set(set.box.id, { warmKey: key, waiting: set.partner })
      return set.box.begin(spec)
    }
    const box = await this.#deps.sandbox.open(spec)
    this.#partners.set(box.id, { warmKey: key, waiting: null })
    return box
  }

  async #openPartner(spec: BoxSpec, firstId: string): Promise<Box> {
    const known = this.#partners.get(firstId)
    if (known === undefined) return this.#deps.sandbox.open(spec)
    this.#warm.learnPartner(known.warmKey, spec)
    const { waiting } = known
    if (waiting === null || !waiting.isAlive()) return this.#deps.sandbox.open(spec)
    known.waiting = null
    return waiting.begin(spec)
  }

  async #closeLater(box: Box): Promise<void> {
    const partner = this.#partners.get(box.id)?.waiting
    this.#partners.delete(box.id)
    if (partner) this.#usedUp.push(partner.close)
    this.#usedUp.push(box.close)
  }

  #discard(set: WarmSet): void {
    // The partner first: it lives in the network namespace of the other.
    if (set.partner) this.#usedUp.push(set.partner.close)
    this.#usedUp.push(set.box.close)
  }

  async #work(): Promise<void> {
    for (const set of this.#warm.takeUnfit(isFit)) this.#discard(set)
    do {
      await this.#removeUsedUp()
      if (this.#isDraining) return
    } while (await this.#makeOne())
  }

  async #removeUsedUp(): Promise<void> {
    for (let close = this.#usedUp.shift(); close !== undefined; close = this.#usedUp.shift()) {
      await close().catch((err: unknown) =>
        this.#deps.log.warn({ err }, 'a used box was not removed; it goes when its time is over'),
      )
    }
  }

  async #makeOne(): Promise<boolean> {
    const wanted = this.#warm.nextMissing()
    if (wanted === null) return false
    try {
      const lifeMs = maxWaitMs + longestWallMs
      const box = await this.#deps.sandbox.prepare(wanted.shape, lifeMs)
      const partner = wanted.partner && (await this.#preparePartner(wanted.partner, box, lifeMs))
      const left = this.#warm.put(wanted.key, { box, partner, bornAtMs: performance.now() })
      for (const set of left) this.#discard(set)
      return true
    } catch (err) {
      this.#deps.log.warn({ err }, 'no box could be made ahead; runs get fresh ones')
      return false
    }
  }

  async #preparePartner(shape: BoxShape, box: WaitingBox, lifeMs: number): Promise<WaitingBox> {
    try {
      return await this.#deps.sandbox.prepare({ ...shape, sharesNetworkOf: box }, lifeMs)
    } catch (error) {
      this.#usedUp.push(box.close)
      throw error
    }
  }
}

function isFit({ box, partner, bornAtMs }: WarmSet): boolean {
  const isYoung = performance.now() - bornAtMs < maxWaitMs
  return isYoung && box.isAlive() && (partner === null || partner.isAlive())
}
