import { facts, type FactName, type FactOf } from '#contracts/facts.ts'
import { hasAudit } from '../db/audit/record-audit.ts'
import type { Database } from '../db/connect.ts'
import type { Deps } from '../deps.ts'
import { recordFactAlone } from './record-fact.ts'

type ViewName = Extract<FactName, `${string}-viewed`>

const onceInMs = 3_600_000

/** Says that somebody looked at something, once an hour: a page that is left open and asks again adds nothing. */
export async function recordView<N extends Exclude<ViewName, 'feedback-viewed'>>(
  deps: Pick<Deps, 'announce' | 'jobs'> & { db: Database },
  view: FactOf<N>,
): Promise<void> {
  const { subject } = facts[view.name]
  const since = new Date(view.at.getTime() - onceInMs)
  const key = view.subjectId === null ? subject : `${subject}:${view.subjectId}`
  if (await hasAudit(deps.db, { action: view.name, actor: view.actor, subject: key, since })) return
  await recordFactAlone(deps, view)
}
