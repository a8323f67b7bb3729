import type { NoticeKind } from '#contracts/api/mails.ts'
import type { Tx } from '../db/connect.ts'
import type { NoticeDetail } from '../db/notice-tables.ts'
import type { AfterCommit } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'

export interface PostScope {
  deps: Pick<Deps, 'doorbell'>
  tx: Tx
  afterCommit: AfterCommit
}

export interface NewNotice {
  invitationId: string
  kind: NoticeKind
  detail?: NoticeDetail
  now: Date
  /** Left out, it is due at once. */
  dueAt?: Date
}

/** Writes a mail into the outbox, in the transaction of what it tells of: neither happens without the other. */
export async function postNotice({ deps, tx, afterCommit }: PostScope, notice: NewNotice): Promise<void> {
  const dueAt = notice.dueAt ?? notice.now
  const { id } = await tx
    .insertInto('notices')
    .values({
      invitation_id: notice.invitationId,
      kind: notice.kind,
      detail: JSON.stringify(notice.detail ?? {}),
      created_at: notice.now,
      due_at: dueAt,
      next_try_at: dueAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (dueAt <= notice.now) afterCommit(() => deps.doorbell.ringNotice({ id, tries: 0 }))
}
