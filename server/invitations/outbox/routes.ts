import { z } from 'zod'
import { outboxPageSize, type OutboxMail, type outboxApi } from '#contracts/api/outbox.ts'
import type { Deps } from '../../deps.ts'
import { recordFactAlone } from '../../facts/record-fact.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import type { Handlers } from '../../http/call.ts'
import { openText } from '../../mails/outbox/seal-text.ts'
import { findKept, listKept } from './outbox-store.ts'

export function outboxRoutes(deps: Deps): Handlers<typeof outboxApi> {
  return {
    async listOutbox({ query }) {
      const after = query.after === undefined ? null : readCursor(query.after)
      const rows = await listKept(deps.db, { after, limit: outboxPageSize + 1 })
      const page = rows.slice(0, outboxPageSize)
      const last = page.at(-1)
      const next = rows.length > outboxPageSize && last !== undefined ? cursorOf(last) : null
      return { mails: page.map(presentOutboxMail), next, mail: deps.config.mail.kind }
    },
    async getOutboxMail({ params: { mailId }, who, receivedAt }) {
      const row = await findKept(deps.db, mailId)
      if (row === null) throw new AppError('not_found')
      const mail = openText(deps.config.authSecret, mailId, row.sealed)
      if (mail === null) throw new AppError('mail_sealed')
      await recordFactAlone(deps, {
        at: receivedAt,
        actor: `staff:${who.id}`,
        name: 'mail-read',
        subjectId: row.invitation_id,
        detail: { mailId },
      })
      return mail
    },
  }
}

type Kept = Awaited<ReturnType<typeof listKept>>[number]

const presentOutboxMail = (row: Kept): OutboxMail => ({
  id: row.id,
  kind: row.kind,
  invitationId: row.invitation_id,
  candidateName: row.candidate_name,
  positionTitle: row.position_title,
  address: row.address,
  writtenAt: row.kept_at.toISOString(),
})

const cursorOf = (row: Kept) => `${row.kept_at.toISOString()}_${row.id}`
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()])

function readCursor(text: string): { keptAt: Date; mailId: string } {
  const parsed = cursorSchema.safeParse(text.split('_'))
  if (!parsed.success) throw fieldError('query.after', 'this is no page; begin with the first')
  const [keptAt, mailId] = parsed.data
  return { keptAt: new Date(keptAt), mailId }
}
