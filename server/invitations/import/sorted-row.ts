import type { ImportStatus } from '#contracts/api/invitations/invitation-imports.ts'
import type { ListExercise } from './reading/read-terms.ts'

/** What is known of an address from invitations so far. */
export interface KnownPerson {
  email: string
  name: string
  names: readonly string[]
  /** Newest first. */
  invitations: readonly {
    positionId: string
    positionTitle: string
    /** Null where it was never chosen. */
    exerciseTitle: string | null
    createdAt: Date
    startedAt: Date | null
    state: string
  }[]
}

export interface SortContext {
  positionId: string
  exercises: readonly ListExercise[]
  /** Of whoever has none in the list; null where they choose. */
  exerciseId: string | null
  zone: string
  now: Date
  scheduleBy: Date | null
  takeBy: Date
  known: readonly KnownPerson[]
  describeDay: (at: Date) => string
}

export interface SortedRow {
  line: number
  name: { written: string; turned: string | null; known: string | null }
  email: string
  addressKey: string | null
  status: ImportStatus
  notes: string[]
  problem: { reason: string; next: string } | null
  readings: { label: string; at: string }[]
  exerciseId: string | null
  appointmentAt: Date | null
  appointmentZone: string | null
  extraTimeFactor: number
  ticked: boolean
}

const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** Whether a list calls somebody otherwise than every invitation so far. */
export const isOtherName = (person: KnownPerson, { written }: SortedRow['name']) =>
  ![person.name, ...person.names].some((known) => sameName(known, written))
