import { roleOfHeading, unitOfHeading, type ColumnRole } from './headings.ts'
import type { TableRow } from './parse-table.ts'

export interface Columns {
  /** The role of each column from the left; null where it is not read. */
  roles: (ColumnRole | null)[]
  /** As they stand in the first row; null where that is one of the rows. */
  headings: string[] | null
  extraUnit: 'percent' | 'minutes' | null
}

const hasAddress = (cell: string) => cell.includes('@')

/** Which column holds what: by the headings where there are any, else by what stands in the columns. */
export function chooseColumns(rows: readonly TableRow[], addressColumn: number): Columns {
  const headings = headingsOf(rows, addressColumn)
  const width = Math.max(...rows.map(({ cells }) => cells.length))
  if (headings === null) {
    return { roles: rolesByContent(rows, width, addressColumn), headings, extraUnit: null }
  }
  const said = Array.from({ length: width }, (_, column) => roleOfHeading(headings[column] ?? ''))
  const extra = headings[said.indexOf('extra')]
  const roles = onceEach(settled(said, addressColumn))
  const isNamed = roles.some((role) => role === 'name' || role === 'first' || role === 'last')
  const found = isNamed ? roles : withName(roles, rolesByContent(rows.slice(1), width, addressColumn))
  return { roles: found, headings, extraUnit: extra === undefined ? null : unitOfHeading(extra) }
}

/** The first row, where it holds no address and every column of the others has a word in it. */
function headingsOf(rows: readonly TableRow[], addressColumn: number): string[] | null {
  const first = rows[0]?.cells ?? []
  if (rows.length < 2 || first.some(hasAddress)) return null
  const areKnown = first.some((cell) => roleOfHeading(cell) !== null)
  const isAbove = (first[addressColumn] ?? '') !== ''
  return areKnown || isAbove ? first : null
}

/** What stands above is believed, save of the addresses, which are where they are seen. */
function settled(said: readonly (ColumnRole | null)[], addressColumn: number): (ColumnRole | null)[] {
  const has = (role: ColumnRole) => said.includes(role)
  return said.map((role, column) => {
    if (column === addressColumn) return 'email'
    if (role === 'email') return null
    // "Name" beside "Vorname", and "Nombre" beside "Apellidos", are one half of it.
    if (role === 'name' && has('last')) return has('first') ? null : 'first'
    return role === 'name' && has('first') ? 'last' : role
  })
}

/** Of two columns with one role the first is read. */
const onceEach = (roles: readonly (ColumnRole | null)[]) =>
  roles.map((role, column) => (role !== null && roles.indexOf(role) === column ? role : null))

const withName = (roles: readonly (ColumnRole | null)[], byContent: readonly (ColumnRole | null)[]) =>
  roles.map((role, column) => role ?? nameAlone(byContent[column] ?? null))

const nameAlone = (role: ColumnRole | null) =>
  role === 'name' || role === 'first' || role === 'last' ? role : null

const looksLikeName = (cell: string) => /\p{L}/u.test(cell) && !/[\d@]/u.test(cell)

/**
 * Without headings the name is the column of letters most of whose cells hold two words; where none does, two columns of single words
 * are a first and a last name.
 */
function rolesByContent(
  rows: readonly TableRow[],
  width: number,
  addressColumn: number,
): (ColumnRole | null)[] {
  const share = (column: number, holds: (cell: string) => boolean) =>
    rows.filter(({ cells }) => holds(cells[column] ?? '')).length / Math.max(1, rows.length)
  const columns = Array.from({ length: width }, (_, column) => ({
    column,
    names: column === addressColumn ? 0 : share(column, looksLikeName),
    twoWords: share(column, (cell) => looksLikeName(cell) && /\S\s+\S/u.test(cell)),
  })).filter(({ names }) => names >= 0.5)
  const whole = columns.toSorted((one, other) => other.twoWords - one.twoWords)[0]
  const [first, last] = columns
  const roles: (ColumnRole | null)[] = Array.from({ length: width }, (_, column) =>
    column === addressColumn ? 'email' : null,
  )
  if (whole === undefined || first === undefined) return roles
  if (whole.twoWords < 0.5 && last !== undefined) {
    roles[first.column] = 'first'
    roles[last.column] = 'last'
  } else roles[whole.column] = 'name'
  return roles
}
