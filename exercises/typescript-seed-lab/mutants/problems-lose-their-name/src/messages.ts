import { BadRequest } from './json-http.ts'

export type Outcome =
  | { state: 'tested'; germination: number }
  | { state: 'failed'; problem: string }
  | { state: 'overdue' }

export type Batch = { samples: string[]; notifyUrl: string | undefined }
export type LabResult = { reference: string; outcome: Outcome }

const maxSamples = 50

export function parseBatch(value: unknown): Batch {
  const { samples, notifyUrl } = fieldsOf(value)
  if (!Array.isArray(samples) || samples.length === 0 || samples.length > maxSamples || !samples.every(isName)) {
    throw new BadRequest(400, 'bad_samples')
  }
  if (notifyUrl !== undefined && !isHttpUrl(notifyUrl)) throw new BadRequest(400, 'bad_notify_url')
  return { samples, notifyUrl }
}

/** What the lab sends to the callback address. */
export function parseLabResult(value: unknown): LabResult {
  const fields = fieldsOf(value)
  const { reference, problem } = fields
  if (!isName(reference)) throw new BadRequest(400, 'bad_result')
  if (isName(problem)) return { reference, outcome: { state: 'failed', problem: 'lab_error' } }
  const germination = germinationIn(value)
  if (germination === undefined) throw new BadRequest(400, 'bad_result')
  return { reference, outcome: { state: 'tested', germination } }
}

/** The share of seeds that came up, in percent, if there is a sensible one. */
export function germinationIn(value: unknown): number | undefined {
  const { germination } = fieldsOf(value)
  if (typeof germination !== 'number' || !Number.isInteger(germination)) return undefined
  return germination >= 0 && germination <= 100 ? germination : undefined
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isHttpUrl(value: unknown): value is string {
  return typeof value === 'string' && URL.parse(value)?.protocol === 'http:'
}
