import { StringDecoder } from 'node:string_decoder'

const longestLine = 64 * 1024

/** Text as the database and a page can hold it: no NUL, no half characters. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '\u{fffd}').toWellFormed()
}

/** Keeps the beginning of what is shown of a run and says once when it became too much. */
export class OutputKeeper {
  readonly #limitBytes: number
  readonly #onFull: () => void
  #keptBytes = 0
  #parts: string[] = []
  isTruncated = false

  constructor(limitBytes: number, onFull: () => void) {
    this.#limitBytes = limitBytes
    this.#onFull = onFull
  }

  /** Takes text in; answers with the part of it that is kept. */
  take(text: string): string {
    if (this.isTruncated || text === '') return ''
    const clean = cleanText(text)
    const bytes = Buffer.byteLength(clean)
    if (this.#keptBytes + bytes <= this.#limitBytes) return this.#keep(clean, bytes)
    this.isTruncated = true
    const room = this.#limitBytes - this.#keptBytes
    // Cutting by bytes may split the last character: the decoder holds its half back.
    const kept = new StringDecoder('utf8').write(Buffer.from(clean).subarray(0, room))
    this.#keep(kept, room)
    this.#onFull()
    return kept
  }

  text(): string {
    return this.#parts.join('')
  }

  #keep(text: string, bytes: number): string {
    this.#parts.push(text)
    this.#keptBytes += bytes
    return text
  }
}

/** Cuts a byte stream into lines. A line without an end is handed on in pieces, so that it cannot fill our memory. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8')
  readonly #onLine: (line: string) => void
  #rest = ''

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  take(chunk: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#onLine(line)
    if (this.#rest.length > longestLine) {
      this.#onLine(this.#rest)
      this.#rest = ''
    }
  }

  end(): void {
    const rest = this.#rest + this.#decoder.end()
    this.#rest = ''
    if (rest !== '') this.#onLine(rest)
  }
}
