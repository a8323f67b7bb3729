import { z } from 'zod'

/** What a text for mails may name in braces, with what stands there in the preview. */
export const mailPlaceholders = {
  candidate: 'Kofi Mensah',
  position: 'Software Engineer',
  exercise: 'Harbour board',
  duration: '2 hours',
  recruiter: 'Noor Haddad',
  organisation: 'your organisation',
} as const
export type MailPlaceholder = keyof typeof mailPlaceholders

const placeholderNames = Object.keys(mailPlaceholders)
const inBraces = /\{([^{}\n]*)\}/g

/** What stands in braces and names nothing that is known. */
export function unknownPlaceholders(text: string): string[] {
  const named = [...text.matchAll(inBraces)].map(([, name = '']) => name.trim())
  return [...new Set(named)].filter((name) => !placeholderNames.includes(name))
}

/** In one pass, so that braces within a value are not read as a placeholder again. */
export function fillPlaceholders(text: string, values: Readonly<Record<MailPlaceholder, string>>): string {
  const filled: ReadonlyMap<string, string> = new Map(Object.entries(values))
  return text.replaceAll(inBraces, (whole, name: string) => filled.get(name.trim()) ?? whole)
}

// A mail is plain text: no control characters but the line break, and no marks that turn the direction of the rest.
const oddCharacters = /[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/u

/** Why a text cannot be kept, in words for whoever typed it; null where it can. */
export function plainTextProblem(text: string, longest: number): string | null {
  if (text.length > longest) return `At most ${longest} characters`
  return oddCharacters.test(text.replaceAll('\r\n', '\n'))
    ? 'Invisible control signs cannot stand here'
    : null
}

export function mailWordsProblem(text: string, longest: number): string | null {
  const [unknown] = unknownPlaceholders(text)
  if (unknown === undefined) return plainTextProblem(text, longest)
  return `{${unknown}} is not known; there are ${placeholderNames.map((name) => `{${name}}`).join(', ')}`
}

const textSchema = (longest: number, problemOf: (text: string, longest: number) => string | null) =>
  z
    .string()
    .max(10 * longest, `At most ${longest} characters`)
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .superRefine((text, context) => {
      const problem = problemOf(text, longest)
      if (problem !== null) context.addIssue({ code: 'custom', message: problem })
    })

/** Lines of plain text. */
export const plainTextSchema = (longest: number) => textSchema(longest, plainTextProblem)
/** The same with placeholders, each of which must be known. */
export const mailWordsSchema = (longest: number) => textSchema(longest, mailWordsProblem)
