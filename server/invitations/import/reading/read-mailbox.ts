import { mailAddressProblem } from '#contracts/fields/mail-address.ts'

export interface Mailbox {
  name: string
  email: string
}

/** Marks that have no width come along from web pages and tables, and make an address another one. */
export const isEdge = (sign: string | undefined) =>
  sign !== undefined && /[\s\u00ad\u200b-\u200f\u2060\ufeff]/u.test(sign)

/** By hand: a pattern for the end of a text takes a second for each hundred thousand spaces within it. */
export function trimmed(text: string): string {
  let [begin, end] = [0, text.length]
  while (begin < end && isEdge(text[begin])) begin += 1
  while (end > begin && isEdge(text[end - 1])) end -= 1
  return text.slice(begin, end)
}

/** Longer than any name and address that is shown as too long. */
const longestMailbox = 20_000

const withoutQuotes = (text: string) => {
  const inner = /^"(.*)"$/su.exec(text)?.[1] ?? /^'(.*)'$/su.exec(text)?.[1]
  return inner === undefined ? text : inner.replaceAll(/\\(.)/gu, '$1').replaceAll('""', '"')
}

const addressOf = (text: string) => trimmed(trimmed(text).replace(/^mailto:/iu, '')).normalize('NFC')

/** A second address in the name means that these are two people; the same one again is only how some programs write it. */
const withoutSame = (name: string, email: string) => name.toLowerCase().replaceAll(email.toLowerCase(), '')

/** `Name <address>`, `<address>`, `address (Name)` or an address alone; null where the text is none of these. */
export function readMailbox(written: string): Mailbox | null {
  const text = trimmed(written)
  if (text.length > longestMailbox || !text.includes('@')) return null
  const { name, address } = partsOf(text)
  const email = addressOf(withoutQuotes(address))
  if (mailAddressProblem(email) !== null || /\S@\S/u.test(withoutSame(name, email))) return null
  const readName = trimmed(withoutQuotes(trimmed(name)))
  // Mail programs write the address in place of a name that they do not know.
  return { email, name: readName.toLowerCase() === email.toLowerCase() ? '' : readName }
}

function partsOf(text: string): { name: string; address: string } {
  const [, name, address] = /^([^<>]*)<([^<>]*)>$/su.exec(text) ?? []
  if (name !== undefined && address !== undefined) return { name, address }
  const [, before, comment] = /^(\S+)\s*\(([^()]*)\)$/su.exec(text) ?? []
  return { name: comment ?? '', address: before ?? text }
}
