import { errorCatalogue, type ErrorCode } from '#contracts/errors.ts'

export interface Issue {
  path: string
  reason: string
}

/** A refusal that its receiver should understand. Everything else that is thrown is our fault and answers `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode
  /** What the person can do next. */
  readonly next: string
  readonly issues: readonly Issue[]

  constructor(
    code: ErrorCode,
    options: { issues?: readonly Issue[]; cause?: unknown; message?: string; next?: string } = {},
  ) {
    super(options.message ?? errorCatalogue[code].message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.next = options.next ?? errorCatalogue[code].next
    this.issues = options.issues ?? []
  }
}

/** A `bad_request` about one field. */
export function fieldError(path: string, reason: string): AppError {
  return new AppError('bad_request', { issues: [{ path, reason }] })
}
