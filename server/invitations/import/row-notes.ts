import { nearAddress } from './reading/near-address.ts'
import type { ListRow } from './reading/read-list.ts'
import { isOtherName, type KnownPerson, type SortContext, type SortedRow } from './sorted-row.ts'

interface Noted {
  row: ListRow
  addressKey: string
  /** Lines above with the same address, and with one that leads to the same mailbox. */
  twins: { same: number | undefined; near: number | undefined }
  person: KnownPerson | null
  name: SortedRow['name']
  context: SortContext
}

/** Everything that is worth knowing of a row before it is sent, a sentence each. */
export const notesOf = (noted: Noted): string[] => [
  ...ofTwins(noted),
  ...ofLikeness(noted),
  ...ofInvitations(noted),
  ...ofName(noted),
]

function ofTwins({ twins }: Noted): string[] {
  if (twins.same !== undefined)
    return [`The same address stands in line ${twins.same}; one of them is invited at most.`]
  return twins.near === undefined
    ? []
    : [`May be the same mailbox as in line ${twins.near}; both would get a mail.`]
}

function ofLikeness({ person, addressKey, context }: Noted): string[] {
  if (person !== null) return []
  const key = nearAddress(addressKey)
  return context.known
    .filter(({ email }) => nearAddress(email) === key)
    .slice(0, 2)
    .map(({ name, email }) => `May be ${name} (${email}), who was invited before.`)
}

const mostTold = 3

function ofInvitations({ person, context }: Noted): string[] {
  const { describeDay, positionId } = context
  const all = person?.invitations ?? []
  const here = all.filter((invitation) => invitation.positionId === positionId).slice(0, mostTold)
  const taken = all.flatMap(({ startedAt, exerciseTitle, positionTitle }) =>
    startedAt === null || exerciseTitle === null
      ? []
      : [`Took "${exerciseTitle}" for ${positionTitle} on ${describeDay(startedAt)}.`],
  )
  return [
    ...here.map(
      ({ createdAt, state }) => `Invited for this position on ${describeDay(createdAt)}: ${state}.`,
    ),
    ...taken.slice(0, mostTold),
  ]
}

function ofName({ row, person, name }: Noted): string[] {
  const notes: string[] = []
  if (person !== null && isOtherName(person, name)) notes.push(`Known as ${person.name} so far.`)
  if (row.name === '' && person === null)
    notes.push(`Without a name: the mail would begin "Hello ${name.written}".`)
  if (/^[=+@-]/u.test(name.written)) notes.push('Begins like a formula of a spreadsheet; it stays text.')
  return notes
}
