const lineEnd = /\r\n|\r|\n/g
const byteOrderMark = '\ufeff'

/** An edit as the editor tells it: lines count from 1, before the edit. */
export interface LineChange {
  range: { startLineNumber: number; endLineNumber: number }
  text: string
}

/**
 * What the editor does not show of a text: its byte order mark, and which sign ends each line. The editor itself knows one sign
 * for a whole file and no mark, so that without this a single keystroke would change every line of some files.
 */
export class LineEnds {
  readonly #mark: string
  /** Of each line but the last. Null while all are "\n". */
  #ends: string[] | null
  /** What a new line gets: what most lines here have. */
  readonly #usual: string

  constructor(content: string) {
    this.#mark = content.startsWith(byteOrderMark) ? byteOrderMark : ''
    const ends = content.match(lineEnd) ?? []
    this.#ends = ends.every((end) => end === '\n') ? null : ends
    this.#usual = mostFrequent(ends)
  }

  /** The text as the editor is to hold it. */
  shown(content: string): string {
    return content.slice(this.#mark.length).replaceAll(lineEnd, '\n')
  }

  /** The changes of one edit, of which no two touch the same place. */
  follow(changes: readonly LineChange[]): void {
    const ends = this.#ends
    if (ends === null) return
    const fromBelow = [...changes].sort((a, b) => b.range.startLineNumber - a.range.startLineNumber)
    for (const { range, text } of fromBelow) {
      const added = (text.match(lineEnd) ?? []).map(() => this.#usual)
      ends.splice(range.startLineNumber - 1, range.endLineNumber - range.startLineNumber, ...added)
    }
  }

  /** The whole text, from what the editor shows: what was not edited is as it was, byte for byte. */
  restore(shown: string): string {
    const ends = this.#ends
    if (ends === null) return this.#mark + shown
    const lines = shown.split('\n')
    const last = lines.length - 1
    return (
      this.#mark + lines.map((line, at) => (at === last ? line : line + (ends[at] ?? this.#usual))).join('')
    )
  }
}

function mostFrequent(ends: readonly string[]): string {
  const count = (end: string) => ends.filter((other) => other === end).length
  const [first = '\n'] = ['\n', '\r\n', '\r'].sort((a, b) => count(b) - count(a))
  return first
}
