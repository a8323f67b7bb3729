import { sql } from 'kysely'

export const creditsMs = sql<number>`coalesce((select sum(amount_ms) from credits where credits.attempt_id = attempts.id), 0)`
export const lateWrites = sql<number>`(select count(*) from late_writes where late_writes.attempt_id = attempts.id)`

const endedThroughUs = sql.raw(`run_results.result ->> 'verdict' = 'platform_error'`)
export const newestGradingFailed = sql<boolean>`coalesce((
  select ${endedThroughUs} from runs join run_results on run_results.run_id = runs.id
  where runs.attempt_id = attempts.id and runs.kind = 'graded'
  order by runs.created_at desc, runs.regrade_id is null limit 1
), false)`
export const isBeingGraded = sql<boolean>`exists (
  select from runs where runs.attempt_id = attempts.id and runs.kind = 'graded' and runs.state in ('queued', 'running')
)`
export const faultyRuns = sql<number>`(
  select count(*) from runs join run_results on run_results.run_id = runs.id
  where runs.attempt_id = attempts.id and runs.kind = 'visible' and ${endedThroughUs}
)`

export const asksForAccommodation = sql<boolean>`exists (
  select from accommodations where accommodations.invitation_id = invitations.id and answered_at is null
)`
/**
 * Of the mails that somebody waits for: those to come have no fault yet, those that ended well none any more, and a later one of
 * the same kind stands for those before it.
 */
export const mailFault = sql<'none' | 'delayed' | 'failed'>`coalesce((
  select case when bool_or(state = 'failed') then 'failed' else 'delayed' end
  from mails where mails.invitation_id = invitations.id
    and (state = 'failed' or (state = 'waiting' and tries > 1 and fault is not null)
      or (state = 'sent' and delayed_at is not null))
    and not exists (
      select from mails as later where later.invitation_id = mails.invitation_id
        and later.kind = mails.kind and later.created_at > mails.created_at
    )
  having count(*) > 0
), 'none')`
