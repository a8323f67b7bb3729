import { explainError, PageError } from './api-error.ts'

/** What a refusal says of the fields of a form, and what is left for the panel below it; null where nothing is left. */
export interface SplitError {
  fields: Record<string, string>
  rest: unknown
}

/**
 * Splits a refusal by the fields of a form. `fieldOf` answers the field that shows an issue, by the path of the request's body, and
 * null for what no field shows.
 */
export function splitByField(error: unknown, fieldOf: (path: string) => string | null): SplitError {
  if (error === null || error === undefined) return { fields: {}, rest: null }
  const { message, next, issues } = explainError(error)
  const fields: Record<string, string> = {}
  const others: { path: string; reason: string }[] = []
  for (const issue of issues) {
    const field = fieldOf(issue.path.replace(/^body\./, ''))
    if (field === null) others.push(issue)
    else fields[field] ??= asSentence(issue.reason)
  }
  if (issues.length === 0) return { fields, rest: error }
  return { fields, rest: others.length === 0 ? null : new PageError(message, next, others) }
}

/** Reasons follow a path elsewhere ("is empty"); below a field they stand alone. */
function asSentence(reason: string): string {
  const text = /^(is|must|needs|holds|has) /.test(reason) ? `This ${reason}` : reason
  return text.charAt(0).toUpperCase() + text.slice(1)
}
