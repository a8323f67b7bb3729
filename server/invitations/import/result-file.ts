import { stringify } from 'csv-stringify/sync'
import { nameOf } from './make-invitations.ts'
import type { ImportRowRecord } from './store.ts'

/** What became of everybody on a list. Cells that a spreadsheet would take for formulas are kept from being any. */
export function resultFile(rows: readonly ImportRowRecord[]): string {
  const cells = rows.map((row) => [row.line, nameOf(row), row.email, outcomeOf(row), reasonOf(row)])
  return stringify([['line', 'name', 'mail address', 'outcome', 'reason'], ...cells], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  })
}

function outcomeOf(row: ImportRowRecord): string {
  if (row.outcome !== null) return row.outcome
  return row.status === 'invalid' ? 'could not be read' : 'not chosen'
}

const reasonOf = (row: ImportRowRecord) => row.outcome_reason ?? row.problem?.reason ?? row.notes.join(' ')
