import { z } from 'zod'

export const longestPersonName = 100

/** Names are pasted out of tables and mails, with the line breaks and tabs that stand there. */
const onOneLine = (name: string) => name.replaceAll(/[\s\u2028\u2029]+/g, ' ').trim()

/** Why a name cannot be kept, in words for whoever typed it; null where it can. */
export function personNameProblem(name: string): string | null {
  const trimmed = onOneLine(name)
  if (trimmed === '') return 'Write a name'
  if (trimmed.length > longestPersonName) return `A name can have ${longestPersonName} characters at most`
  // Marks that turn the direction of writing would make the rest of a line read as something else.
  return /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(trimmed)
    ? 'A name cannot hold invisible control signs'
    : null
}

export const personNameSchema = z
  .string()
  .max(1_000, `A name can have ${longestPersonName} characters at most`)
  .transform(onOneLine)
  .superRefine((name, context) => {
    const problem = personNameProblem(name)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem })
  })
