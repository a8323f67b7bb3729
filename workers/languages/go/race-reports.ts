/** One access of the two that met: what it did, and the innermost place of the candidate's own code that led to it. */
export interface RaceAccess {
  what: string
  place: { path: string; line: number; functionName: string } | null
}

export interface Race {
  accesses: [RaceAccess, RaceAccess]
}

const workFolder = '/box/work/'
/** More tell a reader nothing that these do not. */
const maxKept = 100
const longestLine = 1_000
const longestName = 60

const begins = /^WARNING: DATA RACE$/
const edge = /^={18}$/
const access = /^(?:Previous )?((?:atomic )?(?:read|write)) at 0x[0-9a-f]+ by (?:main )?goroutine/i
/** The stack of where a goroutine came from is no part of the race. */
const origin = /^Goroutine \d+ \(/
const functionLine = /^ {2}(\S.*)\(\)$/
const fileLine = /^ {6}(\/\S.*):(\d{1,7}) \+0x[0-9a-f]+$/

/**
 * Reads what Go's race detector writes beside whatever else a program prints. It is the program's own word: it may be forged
 * or hushed up, so it is read for people and decides nothing. Lines of others in between do no harm.
 */
export class RaceReports {
  readonly #ownPaths: ReadonlySet<string>
  readonly #seen = new Set<string>()
  readonly races: Race[] = []
  /** There were more than are kept. */
  hasMore = false
  #accesses: RaceAccess[] | null = null
  #isInAccess = false
  #functionName = ''

  constructor(ownPaths: readonly string[]) {
    this.#ownPaths = new Set(ownPaths)
  }

  takeLine(line: string): void {
    if (line.length > longestLine) return
    if (begins.test(line)) this.#begin()
    else if (this.#accesses !== null) this.#takeReportLine(line, this.#accesses)
  }

  /** A program that was stopped in the middle of a report had seen the race all the same. */
  end(): void {
    const [first, second] = this.#accesses ?? []
    this.#accesses = null
    if (first === undefined || second === undefined) return
    const key = [first, second].map(nameOf).sort().join(' ')
    if (this.#seen.has(key)) return
    if (this.races.length >= maxKept) this.hasMore = true
    else {
      this.#seen.add(key)
      this.races.push({ accesses: [first, second] })
    }
  }

  #begin(): void {
    this.end()
    this.#accesses = []
    this.#isInAccess = false
  }

  #takeReportLine(line: string, accesses: RaceAccess[]): void {
    const what = access.exec(line)?.[1]
    if (edge.test(line)) this.end()
    else if (what !== undefined && accesses.length < 2) {
      accesses.push({ what: what.toLowerCase(), place: null })
      this.#isInAccess = true
    } else if (origin.test(line)) this.#isInAccess = false
    else if (this.#isInAccess) this.#takeStackLine(line, accesses.at(-1))
  }

  #takeStackLine(line: string, current: RaceAccess | undefined): void {
    this.#functionName = functionLine.exec(line)?.[1] ?? this.#functionName
    const [, file = '', number = ''] = fileLine.exec(line) ?? []
    const path = file.startsWith(workFolder) ? file.slice(workFolder.length) : ''
    if (current === undefined || current.place !== null || !this.#ownPaths.has(path)) return
    current.place = { path, line: Number(number), functionName: plainName(this.#functionName) }
  }
}

/** A function's name as Go spells them; what no such name can hold is left out. */
function plainName(name: string): string {
  return name
    .replace(/^main\./, '')
    .replaceAll(/[^\p{L}\p{N}_.*()/[\],-]/gu, '')
    .slice(0, longestName)
}

function nameOf({ what, place }: RaceAccess): string {
  return place === null ? what : `${what} ${place.path}:${place.line}`
}
