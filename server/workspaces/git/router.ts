import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import express, {
  Router,
  type ErrorRequestHandler,
  type NextFunction,
  type Request,
  type Response,
} from 'express'
import { z } from 'zod'
import { errorCatalogue } from '#contracts/errors.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../http/app-error.ts'
import { toAppError } from '../../http/render-error.ts'
import type { RateLimits } from '../../http/limits/rate-limit.ts'
import { Lanes, KeyedLimiter } from '../../http/limits/keyed-limiter.ts'
import { hashToken } from '../../staff/secret-token.ts'
import { findAttemptOfCredential } from './store.ts'
import type { BackendCall } from './http-backend.ts'
import { receivePush } from './push/receive-push.ts'
import { serveFetch } from './serve-fetch.ts'

const maxBodyBytes = 10 * 1024 * 1024
const attemptId = z.uuid()
const services = ['git-upload-pack', 'git-receive-pack']

/** A clone, a push and an editor that looks for news in between; sending an answer counts too. */
const lanesOfCredential = 4
/** More than so many at once only slow each other down: git's work is work of the processor. */
const turnBounds = { limit: 4, maxWaiting: 100, maxWaitingOfKey: 1 } as const
/** Whoever reads nothing for so long, or not all of it in the end, is cut off. */
const stalledMs = 15_000
const sendWithinMs = 300_000
const refusedAfterMs = 1_000

type GitRequest = Request<{ repository: string }>
/** Whose repository it is. */
type GitResponse = Response<unknown, { attemptId: string }>

interface GitDeps {
  deps: Deps
  rateLimits: RateLimits
}

/** An attempt as a git remote: `/git/<attempt>.git`, opened by the credential in its clone command. */
export function gitRouter({ deps, rateLimits }: GitDeps): Router {
  const router = Router()
  const takeTurn = createTurns()
  const admit = admission({ deps, rateLimits })
  const answerFetch = answerOfFetch(deps, takeTurn)
  router.get('/git/:repository/info/refs', admit, async (request, response: GitResponse) => {
    if (!services.includes(String(request.query['service']))) throw new AppError('not_found')
    await answerFetch(request, response, '/info/refs')
  })
  const readBody = express.raw({ type: isGitRequest, limit: maxBodyBytes })
  router.post('/git/:repository/git-upload-pack', admit, readBody, async (request, response: GitResponse) =>
    answerFetch(request, response, '/git-upload-pack'),
  )
  router.post(
    '/git/:repository/git-receive-pack',
    admit,
    readBody,
    async (request, response: GitResponse) => {
      const { attemptId: id } = response.locals
      // A push counts from when all of it is here: headers alone hold no place in time.
      const now = await deps.clock.now()
      await rateLimits.spend('run', `git-${id}`)
      const push = { attemptId: id, body: bodyOf(request), now }
      const report = await takeTurn(id, () => receivePush(deps, push))
      response.setHeader('Cache-Control', 'no-cache')
      response.type('application/x-git-receive-pack-result').send(report)
    },
  )
  router.use('/git', () => {
    throw new AppError('not_found')
  })
  router.use('/git', plainErrors(deps))
  return router
}

/** Lets requests in by their credential, before their body: from strangers nothing is taken. */
function admission({ deps, rateLimits }: GitDeps) {
  const lanes = new Lanes(lanesOfCredential)
  return async (request: GitRequest, response: GitResponse, next: NextFunction) => {
    const tokenHash = hashToken(tokenOf(request))
    // Before the database is asked: one credential may not keep its connections busy.
    const leave = lanes.enter(tokenHash)
    if (leave === null) return refuseLater()
    response.on('close', leave)
    response.locals.attemptId = await requireCredential({ deps, rateLimits }, request, tokenHash)
    next()
  }
}

type TakeTurn = <T>(attemptId: string, work: () => Promise<T>) => Promise<T>

/** One git command of an attempt at a time, and few in all. */
function createTurns(): TakeTurn {
  const limiter = new KeyedLimiter(turnBounds)
  return async (id, work) => {
    const done = await limiter.take(id, async () => ({ result: await work() }))
    if (done === null) return refuseLater()
    return done.result
  }
}

const answerOfFetch =
  (deps: Deps, takeTurn: TakeTurn) => async (request: GitRequest, response: GitResponse, path: string) => {
    const { attemptId: id } = response.locals
    const fetch = { attemptId: id, request: backendRequest(request, path), now: await deps.clock.now() }
    const answer = await takeTurn(id, () => serveFetch(deps, fetch))
    try {
      response.status(answer.status)
      for (const [name, value] of answer.headers) response.setHeader(name, value)
      response.setTimeout(stalledMs, () => response.destroy())
      const signal = AbortSignal.timeout(sendWithinMs)
      await pipeline(createReadStream(answer.file), response, { signal })
    } catch (error) {
      deps.log.debug({ err: error }, 'an answer of git was not read')
      response.destroy()
    } finally {
      await answer.close()
    }
  }

/** Whoever asks again as soon as they are refused gets an answer a second, and not as many as the processor can make. */
async function refuseLater(): Promise<never> {
  await delay(refusedAfterMs)
  throw new AppError('busy', { message: 'Another git command of this exercise is still under way.' })
}

const isGitRequest = (request: { headers: { 'content-type'?: string } }) =>
  /^application\/x-git-[a-z-]+-request$/.test(request.headers['content-type'] ?? '')

const bodyOf = ({ body }: { body?: unknown }) => (Buffer.isBuffer(body) ? body : Buffer.alloc(0))

function backendRequest(request: Request, path: string): Omit<BackendCall, 'dir'> {
  return {
    path,
    method: request.method,
    query: request.method === 'GET' ? `service=${String(request.query['service'])}` : '',
    contentType: request.get('content-type') ?? '',
    protocol: /^version=\d$/.exec(request.get('git-protocol') ?? '')?.[0] ?? '',
    body: bodyOf(request),
  }
}

/** Throws `not_signed_in` where none came. */
function tokenOf(request: GitRequest): string {
  const [scheme, encoded = ''] = (request.get('authorization') ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'basic') throw new AppError('not_signed_in')
  const pair = Buffer.from(encoded, 'base64').toString('utf8')
  return pair.slice(pair.indexOf(':') + 1)
}

/** Throws `not_signed_in` without a credential that is known, and `not_found` for a repository that is not its own. */
async function requireCredential(
  { deps, rateLimits }: GitDeps,
  request: GitRequest,
  tokenHash: string,
): Promise<string> {
  const own = await findAttemptOfCredential(deps.db, tokenHash)
  if (own === null) {
    await rateLimits.spend('token', request.ip ?? 'unknown')
    throw new AppError('not_signed_in')
  }
  const asked = attemptId.safeParse(request.params.repository.replace(/\.git$/, ''))
  if (!asked.success || asked.data !== own) throw new AppError('not_found')
  return own
}

/** Git shows a plain text to whoever sits before it; JSON it would swallow. */
function plainErrors(deps: Deps): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters.
  return (thrown, _request, response, next) => {
    const error = toAppError(thrown)
    const { status } = errorCatalogue[error.code]
    if (status >= 500) deps.log.error({ err: error.cause ?? error }, 'git request failed')
    if (response.headersSent) return next(thrown)
    if (status === 401) response.setHeader('WWW-Authenticate', 'Basic realm="Fairtime", charset="UTF-8"')
    if (status === 503 || status === 429) response.setHeader('Retry-After', '3')
    response.status(status).type('text/plain').send(`${error.message} ${error.next}\n`)
  }
}
