import type { ErrorRequestHandler, NextFunction, Request, Response } from 'express'
import type { AtsKind } from '#contracts/api/integrations/ats.ts'
import { errorCatalogue } from '#contracts/errors.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import type { RateLimits } from '../http/limits/rate-limit.ts'
import { toAppError } from '../http/render-error.ts'
import { hashToken } from '../staff/secret-token.ts'
import { keyOfBasicAuth } from './ats-connector.ts'
import type { Connection } from './start-interview.ts'
import { findConnection } from './store.ts'

export type AtsResponse = Response<unknown, { connection: Connection }>

/** Lets a recruiting system in by its key, before its body is read. */
export function admitAts({ deps, rateLimits }: { deps: Deps; rateLimits: RateLimits }, kind: AtsKind) {
  return async (request: Request, response: AtsResponse, next: NextFunction) => {
    const key = keyOfBasicAuth(request.get('authorization'))
    const connection = key === null ? null : await findConnection(deps.db, kind, hashToken(key))
    if (connection === null) {
      await rateLimits.spend('token', request.ip ?? 'unknown')
      throw new AppError('key_unknown', { message: 'The key is not known here.' })
    }
    await rateLimits.spend('key', connection.id)
    response.setHeader('Cache-Control', 'no-store')
    response.locals.connection = connection
    next()
  }
}

/** Each system has a form of its own for what went wrong. */
export function renderAtsErrors(deps: Deps, form: (error: AppError) => object): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters.
  return (thrown, _request, response, next) => {
    const error = toAppError(thrown)
    const { status } = errorCatalogue[error.code]
    if (status >= 500)
      deps.log.error({ err: error.cause ?? error }, 'a request of a recruiting system failed')
    if (response.headersSent) return next(thrown)
    if (status === 401) response.setHeader('WWW-Authenticate', 'Basic realm="Fairtime", charset="UTF-8"')
    if (status === 503 || status === 429) response.setHeader('Retry-After', '3')
    response.status(status).json(form(error))
  }
}
