import type { Deps } from '../deps.ts'
import type { Composers, MailTransport } from './mail.ts'
import { givesUp } from './next-try.ts'
import { claimNotice, endNotice, listDueNotices, noteFault } from './store.ts'

export interface PostOffice {
  composers: Composers
  transport: MailTransport
}

/**
 * Sends one mail that is due. Asked twice at once it goes once; after a crash between sending and noting it may go twice, with the
 * same message id.
 */
export async function deliverNotice(deps: Deps, office: PostOffice, noticeId: string): Promise<void> {
  const now = await deps.clock.now()
  const row = await claimNotice(deps.db, noticeId, now)
  if (row === null) return
  const notice = { id: row.id, invitationId: row.invitation_id, kind: row.kind, detail: row.detail, now }
  const changed = () => deps.announce('board-changed', { invitationId: row.invitation_id })
  const mail = await office.composers[row.kind](deps, notice).catch(async (error: unknown) => {
    await noteFault(deps.db, row.id, { address: null, words: 'It could not be written, by a fault of ours.' })
    throw error
  })
  if (mail === null) return endNotice(deps.db, row.id, { state: 'dropped', address: null, fault: null, now })
  const { address } = mail.to
  const outcome = await office.transport.send(mail, row.id)
  if (outcome.ok) {
    await endNotice(deps.db, row.id, { state: 'sent', address, fault: null, now })
    // Only what failed before stood on the board.
    if (row.tries > 1) changed()
  } else if (outcome.kind === 'refused' || givesUp(row.due_at, now)) {
    // Where mail is off there is no fault to look into: whoever invites was told to send the link.
    const state = office.transport.kind === 'off' ? 'dropped' : 'failed'
    await endNotice(deps.db, row.id, { state, address, fault: outcome.fault, now })
    if (state === 'dropped') return
    changed()
    deps.log.error({ noticeId, kind: row.kind }, 'a mail was not delivered')
  } else {
    await noteFault(deps.db, row.id, { address, words: outcome.fault })
    changed()
    deps.log.warn({ noticeId, tries: row.tries }, 'a mail was not taken; it is tried again')
  }
}

const atMost = 200

/** Rings for every mail that is due: what was written ahead, what failed, and what the queue lost. */
export async function sweepNotices(deps: Deps): Promise<void> {
  const due = await listDueNotices(deps.db, await deps.clock.now(), atMost)
  for (const notice of due) deps.doorbell.ringNotice(notice)
}
