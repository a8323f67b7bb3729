import type { ErrorBody, ErrorCode } from '#contracts/errors.ts'

type Refusal = ErrorBody['error']

/** The server refused a request; carries what it said, which always names the next step. */
export class ApiError extends Error {
  readonly status: number
  readonly refusal: Refusal

  constructor(status: number, refusal: Refusal) {
    super(refusal.message)
    this.name = 'ApiError'
    this.status = status
    this.refusal = refusal
  }

  get code(): ErrorCode {
    return this.refusal.code
  }
}

/** No answer at all, or not one of ours: the line is cut, or the server is away. */
export class NoAnswerError extends Error {
  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause })
    this.name = 'NoAnswerError'
  }
}

/** A fault that this page found by itself, with what a person can do about it. */
export class PageError extends Error {
  readonly next: string
  readonly issues: readonly { path: string; reason: string }[]

  constructor(message: string, next: string, issues: readonly { path: string; reason: string }[] = []) {
    super(message)
    this.name = 'PageError'
    this.next = next
    this.issues = issues
  }
}

/** Whether the same request may well succeed a little later. */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof NoAnswerError) return true
  return error instanceof ApiError && (error.status >= 500 || error.status === 429)
}

export interface ExplainedError {
  message: string
  next: string
  requestId: string | null
  issues: readonly { path: string; reason: string }[]
}

/** What a person is told about an error: what happened, what to do next, and what to quote. */
export function explainError(error: unknown): ExplainedError {
  if (error instanceof ApiError) {
    const { message, next, requestId, issues } = error.refusal
    return { message, next, requestId, issues: issues ?? [] }
  }
  if (error instanceof NoAnswerError) {
    return {
      message: error.message,
      next: 'Check your connection and try again; nothing on this page is lost.',
      requestId: null,
      issues: [],
    }
  }
  if (error instanceof PageError) {
    return { message: error.message, next: error.next, requestId: null, issues: error.issues }
  }
  return {
    message: 'This page met a fault of its own.',
    next: `Reload it. If it stays, pass this on: ${error instanceof Error ? error.message : String(error)}`,
    requestId: null,
    issues: [],
  }
}

export function hasCode(error: unknown, ...codes: ErrorCode[]): boolean {
  return error instanceof ApiError && codes.includes(error.code)
}
