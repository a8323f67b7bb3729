import { Temporal } from 'temporal-polyfill'
import {
  importStatuses,
  type ImportRow,
  type InvitationImport,
} from '#contracts/api/invitations/invitation-imports.ts'
import { presentAppointment } from '../present-invitation.ts'
import type { MailConfig } from '../../config.ts'
import type { ImportRecord, ImportRowRecord, countRows, listTickedStarts } from './store.ts'

interface Surroundings {
  counts: Awaited<ReturnType<typeof countRows>>
  starts: Awaited<ReturnType<typeof listTickedStarts>>
  mail: MailConfig['kind']
  zone: string
  now: Date
}

export function presentImport(list: ImportRecord, around: Surroundings): InvitationImport {
  const { counts, zone, now } = around
  const sum = (fits: (count: (typeof counts)[number]) => boolean) =>
    counts.filter(fits).reduce((total, { rows }) => total + rows, 0)
  const ticked = sum((count) => count.ticked && count.outcome !== 'invited')
  const invited = sum(({ outcome }) => outcome === 'invited')
  const isUndoable = list.mails_due_at !== null && list.mails_due_at > now
  return {
    id: list.id,
    positionId: list.position_id,
    positionTitle: list.position_title,
    exerciseId: list.exercise_id,
    createdAt: list.created_at.toISOString(),
    state: stateOf(list),
    round: list.round,
    reading: list.reading,
    scheduleBy: list.schedule_by?.toISOString() ?? null,
    takeBy: list.take_by.toISOString(),
    zone,
    total: sum(() => true),
    counts: countsByStatus(sum),
    ticked,
    invited,
    skipped: sum(({ outcome }) => outcome === 'skipped'),
    dryRun: dryRunOf(ticked, around),
    undoUntil: isUndoable ? (list.mails_due_at?.toISOString() ?? null) : null,
    asOf: now.toISOString(),
  }
}

type Sum = (fits: (count: Surroundings['counts'][number]) => boolean) => number

function countsByStatus(sum: Sum): InvitationImport['counts'] {
  const counts = { new: 0, already_invited: 0, same_person: 0, other_name: 0, took_before: 0, invalid: 0 }
  for (const status of importStatuses) counts[status] = sum((count) => count.status === status)
  return counts
}

function stateOf({ confirmed_at, finished_at }: ImportRecord): InvitationImport['state'] {
  if (confirmed_at === null) return 'draft'
  return finished_at === null ? 'making' : 'made'
}

const counted = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** What sending does, before it is done. */
function dryRunOf(ticked: number, { starts, mail, zone, now }: Surroundings): string[] {
  const lines = [counted(ticked, 'invitation')]
  lines.push(mail === 'off' ? 'no mails, because mail is off here' : counted(ticked, 'mail'))
  const tonight = starts.filter(({ appointment_at: at }) => at !== null && isTonight(at, zone, now)).length
  if (starts.length > 0)
    lines.push(
      `${starts.length.toLocaleString('en')} with start times${tonight === 0 ? '' : `, ${tonight.toLocaleString('en')} of them tonight`}`,
    )
  const atNight = starts.filter(
    ({ appointment_at: at, appointment_zone: own }) => at !== null && isNight(at, own ?? zone),
  ).length
  if (atNight > 0) lines.push(`${atNight.toLocaleString('en')} between 22:00 and 6:00 where the candidate is`)
  return lines
}

const local = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)

function isTonight(at: Date, zone: string, now: Date): boolean {
  const today = local(now, zone).toPlainDate()
  const from = today.toZonedDateTime({ timeZone: zone, plainTime: '17:00' }).epochMilliseconds
  const until = today
    .add({ days: 1 })
    .toZonedDateTime({ timeZone: zone, plainTime: '06:00' }).epochMilliseconds
  return at.getTime() >= from && at.getTime() < until
}

const isNight = (at: Date, zone: string) => local(at, zone).hour < 6 || local(at, zone).hour >= 22

export function presentImportRow(row: ImportRowRecord, titles: ReadonlyMap<string, string>): ImportRow {
  const exerciseTitle = row.exercise_id === null ? null : (titles.get(row.exercise_id) ?? row.exercise_id)
  return {
    rowNumber: row.row_number,
    line: row.line,
    email: row.email,
    names: { written: row.name_written, turned: row.name_turned, known: row.name_known },
    nameChoice: row.name_choice,
    status: row.status,
    notes: row.notes,
    problem: row.problem,
    readings: row.readings,
    exerciseTitle,
    appointment: presentAppointment(row),
    extraTimeFactor: row.extra_time_factor,
    ticked: row.ticked,
    outcome: row.outcome,
    outcomeReason: row.outcome_reason,
    invitationId: row.invitation_id,
  }
}
