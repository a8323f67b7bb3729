import { Router, type Response } from 'express'
import type { ErrorCode } from '#contracts/errors.ts'
import type { Deps } from '../../deps.ts'
import { recordFactAlone } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import { toAppError } from '../../http/render-error.ts'
import type { RateLimits } from '../../http/limits/rate-limit.ts'
import { finishSignIn, SignInRefused } from './finish-sign-in.ts'
import { callbackPath } from './oidc-client.ts'

interface OidcDeps {
  deps: Deps
  rateLimits: RateLimits
}

/**
 * Where the provider sends the browser back to. It answers with a redirect to one of our pages in every case, since a person looks at
 * what comes: a refusal goes to the page that says its reason in words.
 */
export function oidcRouter({ deps, rateLimits }: OidcDeps): Router {
  const router = Router()
  router.get(callbackPath, async (request, response) => {
    const { search } = new URL(request.originalUrl, deps.publicUrl)
    const headers = new Headers()
    for (const name of ['cookie', 'user-agent']) headers.set(name, request.get(name) ?? '')
    const now = await deps.clock.now()
    try {
      const { nextPath, cookies } = await finishSignIn(deps, { search, headers, now })
      for (const line of cookies) response.append('Set-Cookie', line)
      goTo(response, nextPath)
    } catch (error) {
      const refused = asRefused(error)
      goTo(response, await refuse({ deps, rateLimits }, { refused, now, address: request.ip ?? 'unknown' }))
    }
  })
  return router
}

function goTo(response: Response, path: string): void {
  response.setHeader('Cache-Control', 'no-store')
  response.redirect(303, path)
}

function asRefused(error: unknown): SignInRefused {
  return error instanceof SignInRefused ? error : new SignInRefused(toAppError(error), { purpose: null })
}

interface Refusal {
  refused: SignInRefused
  now: Date
  address: string
}

/** Paid for by the address, so that what is written about refusals is bounded; answers the page that says why. */
async function refuse({ deps, rateLimits }: OidcDeps, { refused, now, address }: Refusal): Promise<string> {
  const { refusal, purpose, staffId } = refused
  const page = (code: ErrorCode) => `${purpose === 'add' ? '/people' : '/sign-in'}?refused=${code}`
  deps.log.warn(
    { err: refusal.cause ?? refusal, code: refusal.code },
    'a sign-in by the provider was refused',
  )
  try {
    await rateLimits.spend('token', address)
    await recordFactAlone(deps, {
      at: now,
      actor: staffId === null ? 'platform' : `staff:${staffId}`,
      name: 'sign-in-refused',
      subjectId: null,
      detail: { by: 'oidc', reason: refusal.code, staffId },
    })
  } catch (error) {
    if (error instanceof AppError) return page(error.code)
    deps.log.error({ err: error }, 'a refused sign-in could not be recorded')
  }
  return page(refusal.code)
}
