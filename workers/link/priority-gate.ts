import { setTimeout as delay } from 'node:timers/promises'

const lookAgainEveryMs = 250

interface PriorityGateDeps {
  /** Runs and submissions that no worker has taken yet. */
  countWaiting: () => Promise<number>
  /** False while no box can be opened here. */
  isAccepting: () => boolean
}

/** Keeps what can wait away from this worker while any candidate's run is under way in it, or waits for one. */
export class PriorityGate {
  readonly #deps: PriorityGateDeps
  #underWay = 0

  constructor(deps: PriorityGateDeps) {
    this.#deps = deps
  }

  /** Counts work of candidates as under way until it ends. */
  readonly track = async (work: () => Promise<void>): Promise<void> => {
    this.#underWay += 1
    try {
      await work()
    } finally {
      this.#underWay -= 1
    }
  }

  /** Resolves once nobody needs this worker; answers false when it was called off before. */
  async waitUntilIdle(calledOff: AbortSignal): Promise<boolean> {
    while (!calledOff.aborted && !(await this.#isQuiet())) {
      await delay(lookAgainEveryMs, undefined, { signal: calledOff }).catch(() => undefined)
    }
    return !calledOff.aborted
  }

  async #isQuiet(): Promise<boolean> {
    const isIdle = () => this.#deps.isAccepting() && this.#underWay === 0
    // Asked again after Redis has answered: a run may have come meanwhile.
    return isIdle() && (await this.#deps.countWaiting()) === 0 && isIdle()
  }
}
