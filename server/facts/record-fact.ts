import { facts, type FactName, type FactOf } from '#contracts/facts.ts'
import { recordAudit } from '../db/audit/record-audit.ts'
import type { Database } from '../db/connect.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps, UnitOfWork } from '../deps.ts'
import { postMail } from '../mails/post-mail.ts'
import { postEvent } from '../webhooks/post-event.ts'
import { consequences, type Consequences } from './consequences.ts'

type FactDeps = Pick<Deps, 'announce' | 'jobs'>

/**
 * Says a fact once: its audit line, its mails and its webhooks are written in the transaction of what happened, and pages are told after the
 * commit. Throws where a detail holds more than the catalogue says, since what the audit holds can never be taken out again.
 */
export async function recordFact<N extends FactName>(
  scope: UnitOfWork<FactDeps>,
  fact: FactOf<N>,
): Promise<void> {
  const { name, at, actor, subjectId } = fact
  const entry = facts[name]
  const detail = 'detail' in entry ? entry.detail.parse(fact.detail) : {}
  const subject = subjectId === null ? entry.subject : `${entry.subject}:${subjectId}`
  await recordAudit(scope.tx, { at, actor, action: name, subject, detail })
  const row: Consequences<N> = consequences[name]
  for (const mail of row.mails?.(fact) ?? []) await postMail(scope, { ...mail, now: at })
  const event = row.webhook?.(fact)
  if (event !== undefined) await postEvent(scope, { ...event, now: at })
  const announcements = row.announcements?.(fact) ?? []
  scope.afterCommit(() => {
    for (const tell of announcements) tell(scope.deps.announce)
  })
}

/** For what happened outside of any transaction: the fact has one of its own, and is recorded whole or not at all. */
export function recordFactAlone<N extends FactName>(
  deps: FactDeps & { db: Database },
  fact: FactOf<N>,
): Promise<void> {
  return inTransaction(deps.db, (tx, afterCommit) => recordFact({ deps, tx, afterCommit }, fact))
}
