import type { Response } from 'express'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Whoever reads nothing for so long, or not all of it in the end, is cut off: what they ask for holds something of ours. */
const stalledMs = 15_000
const sendWithinMs = 600_000

/** JSON that is too long to be held whole. A handler that answers it has promised the form that its route's schema has. */
export class StreamedAnswer {
  readonly #chunks: AsyncIterable<string>
  readonly #close: () => void

  /** `close` is called once, whatever becomes of the answer. */
  constructor(chunks: AsyncIterable<string>, close: () => void) {
    this.#chunks = chunks
    this.#close = close
  }

  async sendTo(response: Response): Promise<void> {
    try {
      response.setTimeout(stalledMs, () => response.destroy())
      response.type('json')
      const signal = AbortSignal.timeout(sendWithinMs)
      await pipeline(Readable.from(this.#chunks, { objectMode: false }), response, { signal })
    } catch (error) {
      // Half of an answer must not pass for all of it.
      response.destroy()
      throw error
    } finally {
      this.#close()
    }
  }
}
