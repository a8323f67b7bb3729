import type { inboundMailApi } from '#contracts/api/integrations/inbound-mail.ts'
import type { Notice, mailsApi } from '#contracts/api/mails.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { recordView } from '../facts/record-view.ts'
import { takeInboundMail } from './bounces/take-inbound-mail.ts'
import { AppError } from '../http/app-error.ts'
import type { Handlers } from '../http/call.ts'
import { listMails, writeWaiting } from '../mails/store.ts'

export function mailRoutes(deps: Deps): Handlers<typeof mailsApi & typeof inboundMailApi> {
  return {
    async listMails({ params, who, receivedAt }) {
      const rows = await listMails(deps.db, params.invitationId)
      if (rows.length > 0)
        await recordView(deps, {
          ...{ at: receivedAt, actor: `staff:${who.id}`, name: 'mails-viewed' },
          subjectId: params.invitationId,
        })
      return { mails: rows.map(presentMail), mail: deps.config.mail.kind }
    },
    async takeInboundMail({ body, who, receivedAt }) {
      return takeInboundMail(deps, { raw: body, actor: `key:${who.id}`, now: receivedAt })
    },
    async sendMailAgain({ params, who, receivedAt }) {
      await inTransaction(deps.db, async (tx, afterCommit) => {
        if (!(await writeWaiting(tx, params, receivedAt))) throw new AppError('not_found')
        await recordFact(
          { deps, tx, afterCommit },
          {
            at: receivedAt,
            actor: `staff:${who.id}`,
            name: 'mail-sent-again',
            subjectId: params.invitationId,
            detail: { mailId: params.mailId },
          },
        )
        afterCommit(() => deps.jobs.enqueueMail({ id: params.mailId, tries: 0 }))
      })
      return {}
    },
  }
}

function presentMail(row: Awaited<ReturnType<typeof listMails>>[number]): Notice {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    address: row.address,
    dueAt: row.due_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    tries: row.tries,
    delayedAt: row.delayed_at?.toISOString() ?? null,
    fault: row.fault,
  }
}
