import type { ImportStatus } from '#contracts/api/invitation-imports.ts'
import { mailAddressProblem } from '#contracts/fields/mail-address.ts'
import { personNameProblem } from '#contracts/fields/person-name.ts'
import { comparableMailAddress } from '../../staff/mail-address.ts'
import { nearAddress } from './reading/near-address.ts'
import { readTerms, type ListExercise, type Terms } from './reading/read-terms.ts'
import type { ListRow, ReadList } from './reading/read-list.ts'

/** What is known of an address from invitations so far. */
export interface KnownPerson {
  email: string
  name: string
  names: readonly string[]
  /** Newest first. */
  invitations: readonly {
    positionId: string
    positionTitle: string
    exerciseTitle: string
    createdAt: Date
    startedAt: Date | null
    state: string
  }[]
}

export interface SortContext {
  positionId: string
  exercises: readonly ListExercise[]
  exerciseId: string
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

/** Each row of a list with what is known of the person, so that nobody is asked twice, renamed or left out unseen. */
export function sortRows(list: Pick<ReadList, 'rows' | 'extraUnit'>, context: SortContext): SortedRow[] {
  const known = new Map(context.known.map((person) => [person.email, person]))
  const near = new Map(context.known.map((person) => [nearAddress(person.email), person]))
  const firstOf = new Map<string, number>()
  const firstNear = new Map<string, number>()
  return list.rows.map((row) => {
    const addressKey = mailAddressProblem(row.email) === null ? comparableMailAddress(row.email) : null
    const person = addressKey === null ? null : (known.get(addressKey) ?? null)
    const terms = readTerms(row, { ...context, extraUnit: list.extraUnit })
    const name = nameOf(row, person, addressKey)
    const problem = problemOf(row, { addressKey, name, terms })
    const base = { line: row.line, name, email: cut(row.email, 320), addressKey, ...terms.values }
    if (problem !== null || addressKey === null)
      return { ...base, status: 'invalid', notes: [], problem, readings: terms.readings, ticked: false }
    const twins = { same: firstOf.get(addressKey), near: firstNear.get(nearAddress(addressKey)) }
    if (twins.same === undefined) firstOf.set(addressKey, row.line)
    if (twins.near === undefined) firstNear.set(nearAddress(addressKey), row.line)
    const status = statusOf({ twin: twins.same, person, name, context })
    const like = person === null ? (near.get(nearAddress(addressKey)) ?? null) : null
    const notes = notesOf({ row, twins, person, like, name, context })
    const ticked = status === 'new' && row.name !== ''
    return { ...base, status, notes, problem: null, readings: [], ticked }
  })
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most)}…` : text)
const storable = (text: string) => text.replaceAll('\0', '\uFFFD').toWellFormed()

/** Nobody is called by a guess: a list without a name greets by what stands before the @, and only where that is ticked. */
function nameOf(row: ListRow, person: KnownPerson | null, addressKey: string | null): SortedRow['name'] {
  const written = storable(row.name)
    .replaceAll(/[\s\u2028\u2029]+/gu, ' ')
    .trim()
  const local = addressKey?.slice(0, addressKey.lastIndexOf('@')) ?? ''
  const halves = /^([\p{L}\p{M}'’. -]+),\s*([\p{L}\p{M}'’. -]+)$/u.exec(written)
  const turned = halves === null ? null : `${halves[2] ?? ''} ${halves[1] ?? ''}`.trim()
  const fallback = person?.name ?? cut(local, 100)
  return { written: cut(written === '' ? fallback : written, 300), turned, known: person?.name ?? null }
}

interface Read {
  addressKey: string | null
  name: SortedRow['name']
  terms: Terms
}

function problemOf(row: ListRow, { addressKey, name, terms }: Read): SortedRow['problem'] {
  const correct = 'Correct it in the list and read it again.'
  if (row.problem !== null) return { reason: row.problem, next: correct }
  if (addressKey === null) {
    const reason = row.email === '' ? 'There is no mail address.' : `${mailAddressProblem(row.email)}.`
    return { reason, next: correct }
  }
  const nameProblem = personNameProblem(name.written)
  if (nameProblem !== null) return { reason: `${nameProblem}.`, next: correct }
  return terms.problem
}

const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

interface Status {
  twin: number | undefined
  person: KnownPerson | null
  name: SortedRow['name']
  context: SortContext
}

function statusOf({ twin, person, name, context }: Status): ImportStatus {
  if (twin !== undefined) return 'same_person'
  if (person === null) return 'new'
  if (person.invitations.some(({ positionId }) => positionId === context.positionId)) return 'already_invited'
  if (isOtherName(person, name)) return 'other_name'
  return person.invitations.some(({ startedAt }) => startedAt !== null) ? 'took_before' : 'new'
}

const isOtherName = (person: KnownPerson, { written }: SortedRow['name']) =>
  ![person.name, ...person.names].some((known) => sameName(known, written))

interface Noted {
  row: ListRow
  twins: { same: number | undefined; near: number | undefined }
  person: KnownPerson | null
  like: KnownPerson | null
  name: SortedRow['name']
  context: SortContext
}

function notesOf({ row, twins, person, like, name, context }: Noted): string[] {
  const notes: string[] = []
  const { describeDay } = context
  if (twins.same !== undefined)
    notes.push(`The same address stands in line ${twins.same}; one of them is invited at most.`)
  else if (twins.near !== undefined)
    notes.push(`May be the same mailbox as in line ${twins.near}; both would get a mail.`)
  if (like !== null) notes.push(`May be ${like.name} (${like.email}), who was invited before.`)
  for (const { positionId, state, createdAt } of person?.invitations.slice(0, 3) ?? [])
    if (positionId === context.positionId)
      notes.push(`Invited for this position on ${describeDay(createdAt)}: ${state}.`)
  for (const { startedAt, exerciseTitle, positionTitle } of person?.invitations.slice(0, 5) ?? [])
    if (startedAt !== null)
      notes.push(`Took "${exerciseTitle}" for ${positionTitle} on ${describeDay(startedAt)}.`)
  if (person !== null && isOtherName(person, name)) notes.push(`Known as ${person.name} so far.`)
  if (row.name === '' && person === null)
    notes.push(`Without a name: the mail would begin "Hello ${name.written}".`)
  if (/^[=+@-]/u.test(name.written)) notes.push('Begins like a formula of a spreadsheet; it stays text.')
  return notes
}
