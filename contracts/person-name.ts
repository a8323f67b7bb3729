import { z } from 'zod'

export const longestPersonName = 100

/** Why a name cannot be kept, in words for whoever typed it; null where it can. */
export function personNameProblem(name: string): string | null {
  const trimmed = name.trim()
  if (trimmed === '') return 'Write a name'
  if (trimmed.length > longestPersonName) return `A name can have ${longestPersonName} characters at most`
  // Marks that turn the direction of writing would make the rest of a line read as something else.
  return /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(trimmed)
    ? 'A name cannot hold invisible control signs'
    : null
}

export const personNameSchema = z
  .string()
  .trim()
  .superRefine((name, context) => {
    const problem = personNameProblem(name)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem })
  })
