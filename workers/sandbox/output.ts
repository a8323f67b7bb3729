import { StringDecoder } from 'node:string_decoder'

const longestLine = 64 * 1024

/** Text as the database and a page can hold it: no NUL, no half characters. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '\u{fffd}').toWellFormed()
}

/** The beginning of a text, cut between two characters: half of one would be stored as another. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const last = text.charCodeAt(maxLength - 1)
  return text.slice(0, last >= 0xd8_00 && last <= 0xdb_ff ? maxLength - 1 : maxLength)
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
    const kept = this.#take(text)
    if (this.isTruncated) this.#onFull()
    return kept
  }

  /** Takes text that is ours about the run: too much of it is cut, and is no fault of the program. */
  note(text: string): string {
    return this.isTruncated || text === '' ? '' : this.#take(text)
  }

  text(): string {
    return this.#parts.join('')
  }

  #take(text: string): string {
    const clean = cleanText(text)
    const bytes = Buffer.byteLength(clean)
    if (this.#keptBytes + bytes <= this.#limitBytes) return this.#keep(clean, bytes)
    this.isTruncated = true
    const room = this.#limitBytes - this.#keptBytes
    // Cutting by bytes may split the last character: the decoder holds its half back.
    return this.#keep(new StringDecoder('utf8').write(Buffer.from(clean).subarray(0, room)), room)
  }

  #keep(text: string, bytes: number): string {
    this.#parts.push(text)
    this.#keptBytes += bytes
    return text
  }
}

/** Decodes the two streams of a box, each as one: a character may begin in one chunk and end in the next. */
export class StreamDecoders {
  readonly #decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') }

  write(stream: 'stdout' | 'stderr', chunk: Buffer): string {
    return this.#decoders[stream].write(chunk)
  }

  /** What is left of both once nothing more comes. */
  end(): string {
    return this.#decoders.stdout.end() + this.#decoders.stderr.end()
  }
}

/** Cuts a byte stream into lines. A line without an end is handed on in pieces, so that it cannot fill our memory. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8')
  readonly #onLine: (line: string) => void
  readonly #longestLine: number
  #rest = ''

  constructor(onLine: (line: string) => void, limit = longestLine) {
    this.#onLine = onLine
    this.#longestLine = limit
  }

  take(chunk: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#onLine(line)
    if (this.#rest.length > this.#longestLine) {
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
