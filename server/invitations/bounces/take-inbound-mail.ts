import { z } from 'zod'
import type { BounceOutcome } from '#contracts/api/integrations/inbound-mail.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps, UnitOfWork } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { lockMail, writeBounce, type MailRow } from '../../mails/store.ts'
import { comparableMailAddress } from '../../staff/mail-address.ts'
import { describeBounce, outcomeOf } from './describe-bounce.ts'
import { readBounce, type DeliveryReport, type ReportedRecipient } from './read-bounce.ts'

interface Arrived {
  raw: Uint8Array
  actor: string
  now: Date
}

interface Taken {
  outcome: BounceOutcome | 'ignored'
  reason: string
}

const ignored = (reason: string): Taken => ({ outcome: 'ignored', reason })

/** Marks the mail that a delivery report is about. The same report twice is nothing new. */
export async function takeInboundMail(deps: Deps, { raw, actor, now }: Arrived): Promise<Taken> {
  const read = await readBounce(raw)
  if ('ignoredBecause' in read) return ignored(read.ignoredBecause)
  const mailId = ownIdIn(deps, read.report)
  if (mailId === null)
    return ignored('It is about no mail of this installation: no message id of ours is in it.')
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const mail = await lockMail(tx, mailId)
    if (mail === null) return ignored('The mail that it is about is not known here any more.')
    const recipient = recipientOf(mail, read.report)
    // Anybody can write a report; whoever does not know whom the mail went to changes nothing.
    if (recipient === null)
      return ignored('It is about another recipient than the one that the mail went to.')
    return note({ deps, tx, afterCommit }, { mail, recipient, actor, now })
  })
}

/** Ids of ours are those of the outbox, at the domain that we send from. */
function ownIdIn(deps: Deps, { messageIds }: DeliveryReport): string | null {
  for (const id of messageIds) {
    const [local, domain, ...rest] = id.split('@')
    const isOurs = domain?.toLowerCase() === deps.config.mail.domain.toLowerCase() && rest.length === 0
    const parsed = z.uuid().safeParse(local)
    if (isOurs && parsed.success) return parsed.data
  }
  return null
}

function recipientOf({ address }: MailRow, { recipients }: DeliveryReport): ReportedRecipient | null {
  if (address === null) return null
  const wanted = comparableMailAddress(address)
  const isWanted = (each: string) => comparableMailAddress(each) === wanted
  return recipients.find(({ addresses }) => addresses.some(isWanted)) ?? null
}

interface Noted {
  mail: MailRow
  recipient: ReportedRecipient
  actor: string
  now: Date
}

async function note(scope: UnitOfWork, { mail, recipient, actor, now }: Noted): Promise<Taken> {
  const outcome = outcomeOf(recipient)
  if (outcome === null) return ignored('It does not say what became of the mail.')
  if (mail.state !== 'sent') return ignored(`The mail is not one that is on its way: it is "${mail.state}".`)
  if (outcome === 'delivered' && mail.delayed_at === null)
    return { outcome, reason: 'Nothing else was expected.' }
  const words = outcome === 'delivered' ? null : describeBounce(outcome, recipient)
  await writeBounce(scope.tx, mail.id, { outcome, words, now })
  await recordFact(scope, {
    ...{ at: now, actor, name: 'mail-bounced', subjectId: mail.invitation_id },
    detail: { mailId: mail.id, outcome, status: recipient.status },
  })
  return { outcome, reason: words ?? 'It has arrived after all.' }
}
