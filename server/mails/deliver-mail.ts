import type { Deps } from '../deps.ts'
import type { Composers, Mail, MailTransport } from './mail.ts'
import { givesUp } from './next-try.ts'
import { isNobody } from './nobody.ts'
import { keepText } from './outbox/keep-text.ts'
import { claimMail, endMail, listDueMails, noteFault } from './store.ts'

export interface PostOffice {
  composers: Composers
  transport: MailTransport
}

/**
 * Sends one mail that is due. Asked twice at once it goes once; after a crash between sending and noting it may go twice, with the
 * same message id.
 */
export async function deliverMail(deps: Deps, office: PostOffice, mailId: string): Promise<void> {
  const now = await deps.clock.now()
  const row = await claimMail(deps.db, mailId, now)
  if (row === null) return
  const changed = () => deps.announce('board-changed', { invitationId: row.invitation_id })
  const mail = await compose(deps, office, { row, now })
  if (mail === null) return endMail(deps.db, row.id, { state: 'dropped', address: null, fault: null, now })
  const { address } = mail.to
  const outcome = await office.transport.send(mail, row.id)
  if (office.transport.kind !== 'smtp') await keepText(deps, row.id, mail)
  if (outcome.ok) {
    await endMail(deps.db, row.id, { state: 'sent', address, fault: null, now })
    // Only what failed before stood on the board.
    if (row.tries > 1) changed()
  } else if (outcome.kind === 'refused' || givesUp(row.due_at, now)) {
    // Where mail is off there is no fault to look into: whoever invites was told to send the link.
    const state = office.transport.kind === 'off' ? 'dropped' : 'failed'
    await endMail(deps.db, row.id, { state, address, fault: outcome.fault, now })
    if (state === 'dropped') return
    changed()
    deps.log.error({ mailId, kind: row.kind }, 'a mail was not delivered')
  } else {
    await noteFault(deps.db, row.id, { address, words: outcome.fault })
    changed()
    deps.log.warn({ mailId, tries: row.tries }, 'a mail was not taken; it is tried again')
  }
}

interface Claimed {
  row: NonNullable<Awaited<ReturnType<typeof claimMail>>>
  now: Date
}

/** Null where it says nothing that is true, or would go to somebody who is nobody by now. */
async function compose(deps: Deps, { composers }: PostOffice, { row, now }: Claimed): Promise<Mail | null> {
  const due = { id: row.id, invitationId: row.invitation_id, kind: row.kind, detail: row.detail, now }
  try {
    const mail = await composers[row.kind](deps, due)
    return mail === null || isNobody(mail.to.address) ? null : mail
  } catch (error) {
    await noteFault(deps.db, row.id, { address: null, words: 'It could not be written, by a fault of ours.' })
    throw error
  }
}

/** A list of a thousand people leaves at one moment. */
const enqueuedAtOnce = 1_000

/** Enqueues every mail that is due: what was written ahead, what failed, and what the queue lost. */
export async function sweepMails(deps: Deps): Promise<void> {
  const due = await listDueMails(deps.db, await deps.clock.now(), enqueuedAtOnce)
  for (const mail of due) deps.jobs.enqueueMail(mail)
}
