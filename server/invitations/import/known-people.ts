import type { KnownPerson } from './sorted-row.ts'
import type { KnownInvitation } from './store.ts'

/** Invitations gathered by person, each with where it stands in words. */
export function knownPeople(rows: readonly KnownInvitation[], now: Date): KnownPerson[] {
  const people = new Map<
    string,
    KnownPerson & { names: string[]; invitations: KnownPerson['invitations'][number][] }
  >()
  for (const row of rows) {
    const person = people.get(row.email) ?? { email: row.email, name: row.name, names: [], invitations: [] }
    people.set(row.email, person)
    if (row.candidate_name !== null && !person.names.includes(row.candidate_name))
      person.names.push(row.candidate_name)
    person.invitations.push({
      positionId: row.position_id,
      positionTitle: row.position_title,
      exerciseTitle: row.exercise_title,
      createdAt: row.created_at,
      startedAt: row.started_at,
      state: stateOf(row, now),
    })
  }
  return [...people.values()]
}

function stateOf(row: KnownInvitation, now: Date): string {
  if (row.started_at !== null) return 'started'
  if (row.declined_at !== null) return 'declined with thanks'
  if (row.revoked_at !== null) return 'withdrawn'
  if (row.expires_at <= now) return 'ran out'
  if (row.appointment_at !== null) return 'has an appointment'
  return row.opened_at === null ? 'not opened yet' : 'opened, not started yet'
}
