import type { ImportStatus } from '#contracts/api/invitations/invitation-imports.ts'
import { mailAddressProblem } from '#contracts/fields/mail-address.ts'
import { personNameProblem } from '#contracts/fields/person-name.ts'
import { comparableMailAddress } from '../../staff/mail-address.ts'
import { nearAddress } from './reading/near-address.ts'
import { readTerms, type Terms } from './reading/read-terms.ts'
import { isOtherName, type KnownPerson, type SortContext, type SortedRow } from './sorted-row.ts'
import { notesOf } from './row-notes.ts'
import type { ListRow, ReadList } from './reading/read-list.ts'

/** Each row of a list with what is known of the person, so that nobody is asked twice, renamed or left out unseen. */
export function sortRows(list: Pick<ReadList, 'rows' | 'extraUnit'>, context: SortContext): SortedRow[] {
  const known = new Map(context.known.map((person) => [person.email, person]))
  const lines = { same: new Map<string, number>(), near: new Map<string, number>() }
  return list.rows.map((row) => {
    const addressKey = mailAddressProblem(row.email) === null ? comparableMailAddress(row.email) : null
    const person = known.get(addressKey ?? '') ?? null
    const terms = readTerms(row, { ...context, extraUnit: list.extraUnit })
    const name = nameOf(row, person, addressKey)
    const problem = problemOf(row, { addressKey, name, terms })
    const base = { line: row.line, name, email: cut(row.email, 320), addressKey, ...terms.values }
    if (problem !== null || addressKey === null)
      return { ...base, status: 'invalid', notes: [], problem, readings: terms.readings, ticked: false }
    const twins = {
      same: firstLine(lines.same, addressKey, row.line),
      near: firstLine(lines.near, nearAddress(addressKey), row.line),
    }
    const status = statusOf({ twin: twins.same, person, name, context })
    const notes = notesOf({ row, addressKey, twins, person, name, context })
    return {
      ...base,
      status,
      notes,
      problem: null,
      readings: [],
      ticked: status === 'new' && row.name !== '',
    }
  })
}

/** Where a key stood first; undefined the first time. */
function firstLine(lines: Map<string, number>, key: string, line: number): number | undefined {
  const first = lines.get(key)
  if (first === undefined) lines.set(key, line)
  return first
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most)}…` : text)
const storable = (text: string) => text.replaceAll('\0', '\uFFFD').toWellFormed()

const localPartOf = (address: string) => cut(address.slice(0, Math.max(0, address.lastIndexOf('@'))), 100)

/** Nobody is called by a guess: a list without a name greets by what stands before the @, and only where that is ticked. */
function nameOf(row: ListRow, person: KnownPerson | null, addressKey: string | null): SortedRow['name'] {
  const written = storable(row.name)
    .replaceAll(/[\s\u2028\u2029]+/gu, ' ')
    .trim()
  const halves = /^([\p{L}\p{M}'’. -]+),\s*([\p{L}\p{M}'’. -]+)$/u.exec(written)
  const turned = halves === null ? null : halves.slice(1).toReversed().join(' ').trim()
  const fallback = person?.name ?? localPartOf(addressKey ?? '')
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
