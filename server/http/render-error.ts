import type { ErrorRequestHandler } from 'express'
import type {} from 'pino-http'
import { errorCatalogue, type ErrorBody } from '#contracts/errors.ts'
import type { Logger } from '../deps.ts'
import { AppError } from './app-error.ts'

/** Worth the same request a moment later. 57P02 is told to everybody when one of the database's processes died; the others are its stops and starts. */
const databaseGone = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
  ...['57P01', '57P02', '57P03', '53300'],
  // Two transactions stood in each other's way and one was ended: the same request succeeds a moment later.
  ...['40001', '40P01'],
  // A lock, a statement or a transaction that took longer than it may: whoever asks again gets through.
  ...['55P03', '57014', '25P03', '25P04'],
])

/** A number or a text that a column cannot hold: the request's fault, whatever schema let it through. */
const unstorable = new Set(['22003', '22021', '22P02', '22P05'])

/** Somebody else was first, in a place that has no words of its own for it. */
const conflicting = new Set(['23505'])

/**
 * What the driver says without a code. The last is what a rollback on a lost connection meets, and it stands in the place of
 * what lost the connection.
 */
const connectionLost = /timeout exceeded when trying to connect|Connection terminated|is not queryable/

function hasCode(error: unknown): error is { code: string } {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
}

function bodyParserCode(error: unknown): 'too_large' | 'bad_request' | null {
  if (typeof error !== 'object' || error === null || !('type' in error)) return null
  if (error.type === 'entity.too.large') return 'too_large'
  const ours = 'status' in error && typeof error.status === 'number' && error.status < 500
  return ours ? 'bad_request' : null
}

/** Turns whatever was thrown into the one kind of error that leaves the server. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const parserCode = bodyParserCode(error)
  if (parserCode !== null) {
    const issues = parserCode === 'bad_request' ? [{ path: 'body', reason: 'is not valid JSON' }] : []
    return new AppError(parserCode, { issues, cause: error })
  }
  if (error instanceof URIError)
    return new AppError('bad_request', { issues: [{ path: 'path', reason: 'is not a valid address' }] })
  return new AppError(codeOf(error), { cause: error })
}

function codeOf(error: unknown): 'unavailable' | 'bad_request' | 'conflict' | 'internal' {
  if (error instanceof Error && connectionLost.test(error.message)) return 'unavailable'
  if (!hasCode(error)) return 'internal'
  if (databaseGone.has(error.code) || isMissingSocket(error)) return 'unavailable'
  if (unstorable.has(error.code)) return 'bad_request'
  return conflicting.has(error.code) ? 'conflict' : 'internal'
}

/** A database on a socket file that is not there. A file of ours that is missing has the same code, and is no outage. */
function isMissingSocket(error: { code: string }): boolean {
  return error.code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect'
}

export function errorBody(error: AppError, requestId: string): ErrorBody {
  return {
    error: {
      code: error.code,
      message: error.message,
      next: error.next,
      requestId,
      ...(error.issues.length > 0 ? { issues: [...error.issues] } : {}),
    },
  }
}

/** The one place where a thrown error becomes an answer. */
export function renderErrors(log: Logger): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters.
  return (thrown, request, response, next) => {
    const error = toAppError(thrown)
    const { status } = errorCatalogue[error.code]
    const requestId = String(request.id)
    if (status >= 500)
      log.error({ requestId, err: error.cause ?? error, url: request.path }, 'request failed')
    if (response.headersSent) return next(thrown)
    if (status === 503 || status === 429) response.setHeader('Retry-After', '3')
    response.status(status).json(errorBody(error, requestId))
  }
}
