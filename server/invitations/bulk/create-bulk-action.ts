import type { BulkRequest } from '#contracts/api/board/bulk-actions.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { fieldError } from '../../http/app-error.ts'
import { readZone } from '../../staff/organisation/store.ts'
import { readDates } from '../dates.ts'
import { judge, seenOf } from './judge.ts'
import { insertBulkAction, insertItems } from './store.ts'
import { listSubjects } from './subject-store.ts'

interface Asked {
  action: BulkRequest
  ids: readonly string[]
  by: string
  now: Date
}

/** The dry run: says of each invitation whether it can be done, and keeps that until it is confirmed or forgotten. */
export async function createBulkAction(deps: Deps, { action, ids, by, now }: Asked): Promise<string> {
  const zone = await readZone(deps.db, deps.config)
  const takeBy = action.kind === 'extend' ? takeByOf(action.takeByDate, { now, zone }) : null
  const judged = { kind: action.kind, takeBy, now, zone }
  const unique = [...new Set(ids)]
  const found = new Map((await listSubjects(deps.db, unique)).map((subject) => [subject.id, subject]))
  const items = unique.flatMap((invitationId) => {
    const subject = found.get(invitationId)
    if (subject === undefined) return []
    const { problem, ...rest } = judge(subject, judged)
    const note = 'note' in rest ? rest.note : null
    return [{ invitationId, seen: seenOf(subject, action.kind), problem, note }]
  })
  if (items.length === 0)
    throw fieldError('body.ids', 'none of these invitations is there any more; bring the board up to date')
  return inTransaction(deps.db, async (tx) => {
    const id = await insertBulkAction(tx, { kind: action.kind, takeBy, by, now })
    await insertItems(tx, id, items)
    return id
  })
}

/** The day stands under another name in this request than in that of a single invitation. */
function takeByOf(takeByDate: string, at: { now: Date; zone: string }): Date {
  return readDates({ takeByDate, scheduleByDate: null }, at, 'body.action.').takeBy
}
