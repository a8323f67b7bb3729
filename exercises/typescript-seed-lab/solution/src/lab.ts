import { postJson } from './json-http.ts'
import { germinationIn, type Outcome } from './messages.ts'

export type Order = { sample: string; reference: string; callbackUrl: string }

/** Asks for one test. Resolves to undefined if the result will come through the callback. */
export type AskLab = (order: Order, signal: AbortSignal) => Promise<Outcome | undefined>

const labError: Outcome = { state: 'failed', problem: 'lab_error' }

export function createLab(labUrl: string): AskLab {
  return async (order, signal) => {
    try {
      const { status, body } = await postJson(`${labUrl}/tests`, order, signal)
      if (status === 202) return undefined
      const germination = germinationIn(body)
      return status === 200 && germination !== undefined ? { state: 'tested', germination } : labError
    } catch {
      return labError
    }
  }
}
