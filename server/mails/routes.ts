import type { Notice, noticesApi } from '#contracts/api/mails.ts'
import { recordAudit } from '../db/audit.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import type { Handlers } from '../http/call.ts'
import { listNotices } from './store.ts'

export function noticeRoutes(deps: Deps): Handlers<typeof noticesApi> {
  return {
    async listNotices({ params }) {
      const rows = await listNotices(deps.db, params.invitationId)
      return { notices: rows.map(presentNotice), mail: deps.config.mail.kind }
    },
    async sendNoticeAgain({ params, who, receivedAt }) {
      await inTransaction(deps.db, async (tx, afterCommit) => {
        const row = await tx
          .updateTable('notices')
          .set({ state: 'waiting', tries: 0, due_at: receivedAt, next_try_at: receivedAt, fault: null })
          .set({ ended_at: null })
          .where('id', '=', params.noticeId)
          .where('invitation_id', '=', params.invitationId)
          .returning('id')
          .executeTakeFirst()
        if (row === undefined) throw new AppError('not_found')
        await recordAudit(tx, {
          at: receivedAt,
          actor: `staff:${who.id}`,
          action: 'mail-sent-again',
          subject: `invitation:${params.invitationId}`,
          detail: { noticeId: row.id },
        })
        afterCommit(() => {
          deps.doorbell.ringNotice({ id: row.id, tries: 0 })
          deps.announce('board-changed', { invitationId: params.invitationId })
        })
      })
      return {}
    },
  }
}

function presentNotice(row: Awaited<ReturnType<typeof listNotices>>[number]): Notice {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    address: row.address,
    dueAt: row.due_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    tries: row.tries,
    fault: row.fault,
  }
}
