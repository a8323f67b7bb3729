import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { readMailbox, trimmed } from './read-mailbox.ts'

const delimiters = [',', ';', '\t', '|'] as const

export interface TableRow {
  /** On which it begins. */
  line: number
  cells: string[]
}

export interface ReadTable {
  delimiter: string
  rows: TableRow[]
  /** In which the addresses stand; null where there are none. */
  addressColumn: number | null
  /** Rows with an address in that column. */
  addresses: number
}

export type ReadTableOutcome = ReadTable | { openQuote: number }

const recordSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }))

/** Enough to tell delimiters apart; all of a long file is parsed once. */
const triedRows = 300

/**
 * The table that a text holds. The delimiter is found by its result: the one by which one column holds the most addresses, then the
 * one whose rows are most alike, because a count of signs is led astray by a comma in every name.
 */
export function parseTable(written: string): ReadTableOutcome {
  const said = /^sep=(.)\n/iu.exec(written)
  const text = said === null ? written : written.slice(said[0].length)
  const firstLine = said === null ? 1 : 2
  const readAll = (delimiter: string, quotes: boolean) =>
    measured(delimiter, parseBy(text, { delimiter, quotes, firstLine }))
  const given = said?.[1]
  const delimiter = given ?? chooseDelimiter(text)
  const open = openQuoteLine(text, delimiter)
  return open === null ? readAll(delimiter, true) : { openQuote: open + firstLine - 1 }
}

function chooseDelimiter(text: string): string {
  const tried = delimiters.map((delimiter) => {
    const isWhole = openQuoteLine(text, delimiter) === null
    const rows = parseBy(text, { delimiter, quotes: isWhole, firstLine: 1, most: triedRows })
    const table = measured(delimiter, rows)
    return { ...table, evenness: evenness(rows) }
  })
  const best = tried.toSorted(
    (one, other) => other.addresses - one.addresses || other.evenness - one.evenness,
  )[0]
  return best?.delimiter ?? ','
}

/** The share of rows that are as wide as most are; a table of one column says nothing by being even. */
function evenness(rows: readonly TableRow[]): number {
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const [width, count] = [...counts].toSorted((one, other) => other[1] - one[1])[0] ?? [0, 0]
  return width <= 1 ? 0 : count / rows.length
}

interface ParseOptions {
  delimiter: string
  quotes: boolean
  firstLine: number
  most?: number
}

function parseBy(text: string, { delimiter, quotes, firstLine, most }: ParseOptions): TableRow[] {
  const records = parse(text, {
    delimiter,
    record_delimiter: '\n',
    quote: quotes ? '"' : null,
    relax_quotes: true,
    relax_column_count: true,
    info: true,
    ...(most !== undefined && { to: most }),
  })
  return recordSchema
    .parse(records)
    .map(({ record, info }) => {
      const within = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
      return {
        line: info.lines - (quotes ? within : 0) + firstLine - 1,
        cells: withoutEmptyEnd(record.map(trimmed)),
      }
    })
    .filter(({ cells }) => cells.length > 0)
}

/** Spreadsheets write a delimiter for every column that was ever used. */
function withoutEmptyEnd(cells: string[]): string[] {
  const last = cells.findLastIndex((cell) => cell !== '')
  return cells.slice(0, last + 1)
}

function measured(delimiter: string, rows: TableRow[]): ReadTable {
  const counts: number[] = []
  for (const { cells } of rows)
    for (const [column, cell] of cells.entries())
      if (cell.includes('@') && readMailbox(cell) !== null) counts[column] = (counts[column] ?? 0) + 1
  const addresses = counts.reduce((most, count = 0) => Math.max(most, count), 0)
  const addressColumn = addresses === 0 ? null : counts.indexOf(addresses)
  return { delimiter, rows, addressColumn, addresses }
}

/** Where a quote is opened that nothing closes, so that the rest of the file would be read as one cell; null where all are closed. */
function openQuoteLine(text: string, delimiter: string): number | null {
  let [line, openedAt, isAtStart] = [1, 0, true]
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '\n') line += 1
    if (openedAt > 0) {
      if (sign !== '"') continue
      const next = text[at + 1]
      // A quote with text after it ends the quoting too: the parser then takes it for a sign of the cell.
      if (next === '"') at += 1
      else openedAt = 0
      continue
    }
    if (sign === '"' && isAtStart) openedAt = line
    isAtStart = sign === '\n' || sign === delimiter
  }
  return openedAt === 0 ? null : openedAt
}
