import type { BoardRow } from '#contracts/api/board/board.ts'
import { canExtend, canWithdraw } from '../invitation-state.ts'
import type { RowDialog } from './row-dialogs-context.tsx'

export interface RowAction {
  dialog: RowDialog
  label: string
  isPossible: boolean
}

/** What can be done to an invitation, in the one order in which the row's menu and the candidate's page offer it. */
export function rowActions(row: BoardRow): RowAction[] {
  const actions: (RowAction | null)[] = [
    { dialog: 'link', label: 'New link', isPossible: row.state !== 'revoked' },
    { dialog: 'time', label: 'Time', isPossible: true },
    row.submittedAt === null ? null : { dialog: 'answer', label: 'Answer', isPossible: true },
    { dialog: 'mails', label: 'Mails', isPossible: true },
    row.gradingFault === 'none'
      ? null
      : { dialog: 'grade', label: 'Grade again', isPossible: row.gradingFault === 'given_up' },
    { dialog: 'extend', label: 'Dates', isPossible: canExtend(row.state) },
    row.state === 'declined' ? { dialog: 'reopen', label: 'Take it up again', isPossible: true } : null,
    { dialog: 'withdraw', label: 'Withdraw', isPossible: canWithdraw(row.state) },
  ]
  return actions.filter((action) => action !== null)
}
