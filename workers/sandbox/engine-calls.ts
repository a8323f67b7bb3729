import { EngineError } from './sandbox.ts'

const callTimeoutMs = 20_000
/** So long before its limit a call without an answer is a sign that the engine hangs. */
const doubtBeforeLimitMs = 10_000
const refusalsUntilDoubt = 3

/** The engine said nothing in time: what was asked of it may still come true. */
export class LateEngineError extends EngineError {}

/** Bounds every call to the engine, and tells when one that still answers a ping no longer does its work. */
export class EngineCalls {
  readonly #onTrouble: (problem: string) => void
  #refusals = 0

  constructor(onTrouble: (problem: string) => void) {
    this.#onTrouble = onTrouble
  }

  /** What may take its time, such as the end of a run, names it; the engine's own time comes on top. */
  async ask<T>(call: string, work: (late: AbortSignal) => Promise<T>, itsOwnMs = 0): Promise<T> {
    const limitMs = itsOwnMs + callTimeoutMs
    const doubt = () => this.#onTrouble(`Docker is slow to answer "${call}"`)
    const timer = setTimeout(doubt, limitMs - doubtBeforeLimitMs)
    try {
      return await within(limitMs, call, work)
    } finally {
      clearTimeout(timer)
    }
  }

  /** Whether a box could be made; one refusal may have its reasons, but not each of them. */
  note(refusal: unknown): void {
    this.#refusals = refusal === null ? 0 : this.#refusals + 1
    if (this.#refusals < refusalsUntilDoubt) return
    this.#onTrouble(`no box could be made ${this.#refusals} times: ${messageOf(refusal)}`)
  }
}

/** Bounds a call to the engine and names it, so that a hung engine is seen as one. */
export async function within<T>(
  timeoutMs: number,
  call: string,
  work: (late: AbortSignal) => Promise<T>,
): Promise<T> {
  const giveUp = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const fail = () => {
      reject(new LateEngineError(`Docker did not answer "${call}" within ${timeoutMs} ms.`))
      giveUp.abort()
    }
    timer = setTimeout(fail, timeoutMs)
  })
  try {
    return await Promise.race([work(giveUp.signal), late])
  } catch (cause) {
    if (cause instanceof EngineError) throw cause
    throw new EngineError(`Docker refused "${call}": ${messageOf(cause)}`, { cause })
  } finally {
    clearTimeout(timer)
  }
}

/** Somebody else removed the box, or is about to. */
export function isAlreadyGone(error: unknown): boolean {
  const status = causeStatus(error)
  return status === 404 || status === 409
}

function causeStatus(error: unknown): number | null {
  const cause = error instanceof EngineError ? error.cause : error
  if (typeof cause !== 'object' || cause === null || !('statusCode' in cause)) return null
  return typeof cause.statusCode === 'number' ? cause.statusCode : null
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
