import { randomBytes } from 'node:crypto'

/** What process 1 of a box tells of its command's end. */
export interface ToldEnd {
  exitCode: number
  /** How many processes the kernel ended because memory was short; null where process 1 could not know. */
  outOfMemoryCount: number | null
}

const recordSeparator = 0x1e

/** A secret of one run: only process 1 of its box is told it, and nothing in the box can read process 1. */
export const newEndMark = () => randomBytes(16).toString('hex')

/**
 * One output stream of a box up to the mark that process 1 puts at its end. What the command printed is passed on, the mark is
 * not; bytes that may be its beginning are held back until it is clear.
 */
export class MarkedStream {
  readonly #mark: Buffer
  readonly #pass: (chunk: Buffer) => void
  readonly #over = Promise.withResolvers<ToldEnd>()
  #held: Buffer = Buffer.alloc(0)
  #isOver = false

  constructor(secret: string, pass: (chunk: Buffer) => void) {
    this.#mark = Buffer.concat([Buffer.of(recordSeparator), Buffer.from(`${secret} `)])
    this.#pass = pass
  }

  /** Stays open for a stream that ends without its mark. */
  get over(): Promise<ToldEnd> {
    return this.#over.promise
  }

  take(chunk: Buffer): void {
    if (this.#isOver) return
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    const markAt = bytes.indexOf(this.#mark)
    if (markAt === -1) return this.#keepFrom(bytes, bytes.length - this.#lengthOfBeginning(bytes))
    const lineEnd = bytes.indexOf('\n', markAt)
    if (lineEnd === -1) return this.#keepFrom(bytes, markAt)
    this.#keepFrom(bytes.subarray(0, markAt), markAt)
    this.#isOver = true
    this.#over.resolve(parseEnd(bytes.subarray(markAt + this.#mark.length, lineEnd)))
  }

  /** Passes on what was held back: nothing more comes. */
  flush(): void {
    if (!this.#isOver) this.#keepFrom(this.#held, this.#held.length)
  }

  #keepFrom(bytes: Buffer, index: number): void {
    this.#held = bytes.subarray(index)
    if (index > 0) this.#pass(bytes.subarray(0, index))
  }

  /** How many of the last bytes could be the mark's first ones. */
  #lengthOfBeginning(bytes: Buffer): number {
    let from = Math.max(0, bytes.length - this.#mark.length + 1)
    for (
      let at = bytes.indexOf(recordSeparator, from);
      at !== -1;
      at = bytes.indexOf(recordSeparator, from)
    ) {
      const length = bytes.length - at
      if (bytes.subarray(at).equals(this.#mark.subarray(0, length))) return length
      from = at + 1
    }
    return 0
  }
}

function parseEnd(told: Buffer): ToldEnd {
  const [exitCode, count] = told.toString('latin1').split(' ').map(Number)
  return {
    exitCode: exitCode ?? Number.NaN,
    outOfMemoryCount: count === undefined || count < 0 ? null : count,
  }
}
