import { stringify } from 'csv-stringify/sync'
import type { BulkAction, BulkItem } from '#contracts/api/board/bulk-actions.ts'
import type { Deps } from '../../deps.ts'
import { readZone } from '../../staff/organisation/store.ts'
import { countItems, countWords, type BulkActionRecord, type BulkItemRecord } from './store.ts'

export async function presentBulkAction(
  deps: Deps,
  action: BulkActionRecord,
  now: Date,
): Promise<BulkAction> {
  const [counts, words, zone] = await Promise.all([
    countItems(deps.db, action.id),
    countWords(deps.db, action.id),
    readZone(deps.db, deps.config),
  ])
  const counted = (isProblem: boolean) =>
    words
      .filter((each) => each.is_problem === isProblem)
      .map((each) => ({ words: each.words, count: each.count }))
  const state = stateOf(action, now)
  return {
    id: action.id,
    kind: action.kind,
    state,
    takeBy: action.take_by?.toISOString() ?? null,
    zone,
    createdAt: action.created_at.toISOString(),
    by: action.by_name,
    ...counts,
    problems: counted(true),
    notes: counted(false),
    mail: deps.config.mail.kind,
    undoUntil: state === 'held' ? (action.due_at?.toISOString() ?? null) : null,
    asOf: now.toISOString(),
  }
}

function stateOf(action: BulkActionRecord, now: Date): BulkAction['state'] {
  if (action.undone_at !== null) return 'undone'
  if (action.finished_at !== null) return 'made'
  if (action.due_at === null) return 'draft'
  return action.due_at > now ? 'held' : 'making'
}

export function presentBulkItem(row: BulkItemRecord): BulkItem {
  return {
    rowNumber: row.row_number,
    invitationId: row.invitation_id,
    candidateName: row.candidate_name,
    candidateEmail: row.email,
    positionTitle: row.position_title,
    problem: row.problem,
    note: row.note,
    outcome: row.outcome,
    outcomeReason: row.outcome_reason,
  }
}

/** What became of everybody. Cells that a spreadsheet would take for formulas are kept from being any. */
export function bulkResultFile(rows: readonly BulkItemRecord[]): string {
  const cells = rows.map((row) => [
    row.candidate_name,
    row.email,
    row.position_title,
    row.outcome ?? (row.problem === null ? 'not done' : 'could not be done'),
    row.outcome_reason ?? [row.problem?.reason ?? '', row.problem?.detail ?? ''].join(' ').trim(),
  ])
  return stringify([['name', 'mail address', 'position', 'outcome', 'reason'], ...cells], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  })
}
