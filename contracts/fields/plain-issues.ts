import type { z } from 'zod'

type RawIssue = Parameters<z.core.$ZodErrorMap>[0]

const counted = (count: number | bigint, unit: string) => `${count} ${unit}${Number(count) === 1 ? '' : 's'}`

function tooBig(issue: RawIssue & { code: 'too_big' }): string {
  const most = issue.maximum
  if (issue.origin === 'string') return `is longer than ${counted(most, 'character')}`
  if (issue.origin === 'array' || issue.origin === 'set')
    return `holds more than ${counted(most, 'entry').replace('entrys', 'entries')}`
  return issue.inclusive === false ? `must be less than ${most}` : `must be at most ${most}`
}

function tooSmall(issue: RawIssue & { code: 'too_small' }): string {
  const least = issue.minimum
  if (issue.origin === 'string')
    return Number(least) <= 1 ? 'is empty' : `needs at least ${counted(least, 'character')}`
  if (issue.origin === 'array' || issue.origin === 'set')
    return Number(least) <= 1 ? 'is empty' : `needs at least ${least} entries`
  return issue.inclusive === false ? `must be more than ${least}` : `must be at least ${least}`
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/**
 * What is wrong with a value in words for whoever filled it in, where a schema says nothing itself. Server and browser give it to
 * every parse of a request, so that nobody reads "expected int, received number".
 */
export const plainIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`
  if (issue.code === 'too_big') return tooBig(issue)
  if (issue.code === 'too_small') return tooSmall(issue)
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`
  if (issue.code === 'unrecognized_keys') return `has parts that nobody asked for: ${issue.keys.join(', ')}`
  return issue.code === 'invalid_format' ? 'is not of the form that is expected here' : undefined
}
