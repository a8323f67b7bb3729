import { inTransaction } from '../db/transaction.ts'
import type { Deps, UnitOfWork } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { AppError, fieldError } from '../http/app-error.ts'
import { describeInstant } from '../mails/describe-instant.ts'
import { readZone } from '../staff/organisation/store.ts'
import { expiryReminderOf } from './appointments/reminders.ts'
import { readDates, type InvitationDates } from './dates.ts'
import { getInvitationRow, lockInvitation, writeDates, type InvitationRow } from './store.ts'

interface Extension {
  invitationId: string
  takeByDate: string
  scheduleByDate: string | null
  by: string
  now: Date
}

/** Other dates for an invitation that was not started, also one that has run out; the candidate gets them with a link that works. */
export async function extendInvitation(
  deps: Deps,
  { invitationId, by, now, ...asked }: Extension,
): Promise<void> {
  const zone = await readZone(deps.db, deps.config)
  const dates = readDates(asked, { now, zone })
  await inTransaction(deps.db, async (tx, afterCommit) =>
    extendInvitationIn({ deps, tx, afterCommit }, { invitationId, dates, actor: `staff:${by}`, now }),
  )
}

interface SettledExtension {
  invitationId: string
  dates: InvitationDates
  actor: string
  now: Date
}

/** As a part of somebody's transaction. */
export async function extendInvitationIn(
  scope: UnitOfWork,
  { invitationId, dates, actor, now }: SettledExtension,
): Promise<void> {
  const { tx } = scope
  const zone = await readZone(tx, scope.deps.config)
  await lockInvitation(tx, invitationId)
  const row = await getInvitationRow(tx, invitationId)
  if (row.started_at !== null) throw new AppError('already_started')
  if (row.revoked_at !== null) throw new AppError('invitation_closed', { next: 'Invite the person anew.' })
  checkAppointment(row, dates.takeBy, { now, zone })
  await writeDates(tx, invitationId, dates)
  const iso = (date: Date | null) => date?.toISOString() ?? null
  await recordFact(scope, {
    at: now,
    actor,
    name: 'invitation-extended',
    subjectId: invitationId,
    detail: {
      before: { takeBy: row.expires_at.toISOString(), scheduleBy: iso(row.schedule_by) },
      after: { takeBy: dates.takeBy.toISOString(), scheduleBy: iso(dates.scheduleBy) },
    },
    follows: { expiringDueAt: expiryReminderOf(dates.takeBy, row.appointment_zone ?? zone, now) },
  })
}

function checkAppointment(
  row: InvitationRow,
  takeBy: Date,
  { now, zone }: { now: Date; zone: string },
): void {
  const at = row.appointment_at
  if (at === null || at <= now || at < takeBy) return
  const reason = `there is an appointment after that, ${describeInstant(at, zone)}; choose a later day, or have it moved first`
  throw fieldError('body.takeByDate', reason)
}
