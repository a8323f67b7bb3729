import { chooseColumns, type Columns } from './choose-columns.ts'
import { decodeText, type Encoding } from './decode-text.ts'
import { roleOfHeading, type ColumnRole } from './headings.ts'
import { parseAddresses, type ListItem } from './parse-addresses.ts'
import { parseTable, type ReadTable, type ReadTableOutcome, type TableRow } from './parse-table.ts'
import { readMailbox, type Mailbox } from './read-mailbox.ts'

export const listLimits = { bytes: 4 * 1024 * 1024, rows: 10_000 } as const

/** One line of a list as it was read; what is wrong with it is found later. */
export interface ListRow {
  line: number
  name: string
  /** As written, where it is no address. */
  email: string
  exercise: string
  start: string
  zone: string
  extra: string
  /** Why the row cannot be taken, in words, where its form says so already. */
  problem: string | null
}

export interface ReadList {
  form: 'addresses' | 'table'
  encoding: Encoding
  /** A name with letters beyond ASCII, where the encoding was guessed, so that whoever sent it sees whether it is right. */
  proof: string | null
  delimiter: string | null
  headings: string[] | null
  /** What each column was taken for, in words. */
  columns: string[]
  extraUnit: Columns['extraUnit']
  rows: ListRow[]
}

export type ReadListOutcome = ReadList | { problem: string }

/** A list of people out of a file, in whatever encoding and form. */
export function readListFile(bytes: Uint8Array): ReadListOutcome {
  if (bytes.length > listLimits.bytes)
    return { problem: `The file is larger than ${listLimits.bytes / 1024 / 1024} MB. Split it in two.` }
  const decoded = decodeText(bytes)
  return 'problem' in decoded ? decoded : readListText(decoded.text, decoded.encoding)
}

/** A list of people as it was pasted: addresses as mail programs write them, or cells of a table. */
export function readListText(written: string, encoding: Encoding = 'utf-8'): ReadListOutcome {
  const text = written.replace(/^\uFEFF+/u, '').replaceAll(/\r\n?|\u2028|\u2029/gu, '\n')
  if (text.trim() === '') return { problem: 'The list is empty.' }
  const table = parseTable(text)
  if (hasEmailHeading(table)) return bounded(ofTable(table, table.addressColumn, encoding))
  const items = parseAddresses(text)
  const found = items.filter(({ mailbox }) => mailbox !== null).length
  if ('openQuote' in table) {
    if (found > 0 && found === items.length) return bounded(ofAddresses(items, encoding))
    return {
      problem: `A quotation mark (") is opened in line ${table.openQuote} and never closed, so nothing after it can be told apart. Close or remove it and try again.`,
    }
  }
  const { addressColumn } = table
  if (addressColumn !== null && !isAddressList(table, { found, others: items.length - found }))
    return bounded(ofTable(table, addressColumn, encoding))
  return found === 0 ? { problem: 'There is no mail address in it.' } : bounded(ofAddresses(items, encoding))
}

/** A heading says which column is meant, whatever addresses stand in others. */
function hasEmailHeading(table: ReadTableOutcome): table is ReadTable & { addressColumn: number } {
  if ('openQuote' in table || table.addressColumn === null) return false
  const first = table.rows[0]?.cells ?? []
  return !first.some((cell) => cell.includes('@')) && first.some((cell) => roleOfHeading(cell) === 'email')
}

/**
 * Addresses as mail programs write them are a list, and so are several in most rows with no heading that says which is meant, and
 * more of them than the one column of a table holds.
 */
function isAddressList(table: ReadTable, list: { found: number; others: number }): boolean {
  const { rows, addresses, addressColumn } = table
  const cells = rows.map((row) => row.cells[addressColumn ?? 0] ?? '')
  const angled = cells.filter((cell) => /<[^<>]*@[^<>]*>$/u.test(cell))
  const crowded = rows.filter((row) => row.cells.filter((cell) => readMailbox(cell) !== null).length > 1)
  const isOneColumn = usualWidth(rows) === 1
  return (
    angled.length > addresses / 2 ||
    crowded.length > rows.length / 2 ||
    (isOneColumn && list.found > addresses) ||
    list.found - list.others > addresses
  )
}

function bounded(list: ReadList): ReadListOutcome {
  const { rows } = list
  if (rows.length <= listLimits.rows) return list
  const count = (number: number) => number.toLocaleString('en')
  return {
    problem: `The list has ${count(rows.length)} rows; ${count(listLimits.rows)} can be invited at once. Split it and import the parts one after the other.`,
  }
}

const guessedProof = (encoding: Encoding, rows: readonly ListRow[]) =>
  encoding === 'utf-8' ? null : (rows.find(({ name }) => /[^\0-\x7f]/u.test(name))?.name.slice(0, 80) ?? null)

const nothingMore = { exercise: '', start: '', zone: '', extra: '' } as const

function ofAddresses(items: readonly ListItem[], encoding: Encoding): ReadList {
  const rows = items.map(({ line, written, mailbox }): ListRow => {
    const problem = mailbox === null ? 'There is no mail address in it that can be read.' : null
    return { line, name: mailbox?.name ?? '', email: mailbox?.email ?? written, ...nothingMore, problem }
  })
  const read = { form: 'addresses', delimiter: null, headings: null, columns: [], extraUnit: null } as const
  return { ...read, columns: [], encoding, proof: guessedProof(encoding, rows), rows }
}

const columnWords: Record<ColumnRole, string> = {
  name: 'name',
  first: 'first name',
  last: 'last name',
  email: 'mail address',
  exercise: 'exercise',
  start: 'start',
  zone: 'time zone',
  extra: 'extra time',
}

function ofTable(table: ReadTable, addressColumn: number, encoding: Encoding): ReadList {
  const { roles, headings, extraUnit } = chooseColumns(table.rows, addressColumn)
  const usual = headings?.length ?? usualWidth(table.rows)
  const columns = roles
    .slice(0, usual)
    .map((role, column) =>
      role === null ? `not read (${headings?.[column]?.slice(0, 40) ?? 'no heading'})` : columnWords[role],
    )
  const rows = table.rows
    .slice(headings === null ? 0 : 1)
    .map((row) => rowOf(row, roles, widthProblem(row, usual, columns)))
  const proof = guessedProof(encoding, rows)
  return { form: 'table', encoding, proof, delimiter: table.delimiter, headings, columns, extraUnit, rows }
}

/** That of most rows; of two that are equally many, the larger. */
function usualWidth(rows: readonly TableRow[]): number {
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  return [...counts].toSorted((one, other) => other[1] - one[1] || other[0] - one[0])[0]?.[0] ?? 0
}

/** A delimiter too many has moved every cell after it into the wrong column. Too few cells are only empty ones. */
function widthProblem({ line, cells }: TableRow, usual: number, columns: readonly string[]): string | null {
  if (cells.length <= usual) return null
  const count = `${usual} column${usual === 1 ? '' : 's'}`
  return `The list has ${count}: ${columns.join(', ')}; line ${line} has ${cells.length}. A name with a comma in it needs quotation marks.`
}

function rowOf(
  { line, cells }: TableRow,
  roles: readonly (ColumnRole | null)[],
  problem: string | null,
): ListRow {
  const cell = (role: ColumnRole) => cells[roles.indexOf(role)] ?? ''
  const mailbox = readMailbox(cell('email'))
  const rest = { exercise: cell('exercise'), start: cell('start'), zone: cell('zone'), extra: cell('extra') }
  return { line, name: nameOf(cell, mailbox), email: mailbox?.email ?? cell('email'), ...rest, problem }
}

function nameOf(cell: (role: ColumnRole) => string, mailbox: Mailbox | null): string {
  const whole = cell('name')
  const halves = [cell('first'), cell('last')].filter((half) => half !== '').join(' ')
  return whole || halves || (mailbox?.name ?? '')
}
