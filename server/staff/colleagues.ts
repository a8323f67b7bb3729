import type { Colleague } from '#contracts/api/staff/staff.ts'
import type { Reader, Tx } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'
import { listAccounts } from './store.ts'

/** Who may review for which positions: a room further on keeps that, and gives it in here. */
export interface ReviewerPools {
  list(db: Reader): Promise<readonly { position_id: string; staff_id: string }[]>
  /** Titles of positions that fewer than two could review for without this person. */
  thinWithout(db: Reader, staffId: string): Promise<string[]>
  /** Exactly these positions for one person; what is no position is left out. */
  write(db: Reader, staffId: string, positionIds: readonly string[]): Promise<void>
}

/** What somebody looks after and somebody else must, once they have left: a room further on keeps that too. */
export interface Handover {
  /** What is open, by position. */
  list(
    db: Reader,
    of: { staffId: string; now: Date },
  ): Promise<readonly { id: string; title: string; count: number }[]>
  /** Answers how many changed hands. */
  write(tx: Tx, move: { fromId: string; toId: string; now: Date }): Promise<number>
}

export async function listColleagues(db: Reader, pools: ReviewerPools): Promise<Colleague[]> {
  const members = await pools.list(db)
  return (await listAccounts(db)).map((account) => ({
    ...account,
    positionIds: members.filter((each) => each.staff_id === account.id).map((each) => each.position_id),
  }))
}

/** Throws `not_found`. */
export async function getColleague(db: Reader, pools: ReviewerPools, id: string): Promise<Colleague> {
  const found = (await listColleagues(db, pools)).find((colleague) => colleague.id === id)
  if (found === undefined) throw new AppError('not_found')
  return found
}
