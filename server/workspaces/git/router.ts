import express, {
  Router,
  type ErrorRequestHandler,
  type NextFunction,
  type Request,
  type Response,
} from 'express'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { errorCatalogue } from '#contracts/errors.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../http/app-error.ts'
import { toAppError } from '../../http/render-error.ts'
import type { RateLimits } from '../../http/rate-limit.ts'
import { hashToken } from '../../people/secret-token.ts'
import { findAttemptOfCredential } from './git-store.ts'
import type { BackendCall } from './http-backend.ts'
import { receivePush } from './receive-push.ts'
import { serveFetch } from './serve-fetch.ts'
import { Turns } from './turns.ts'

const maxBodyBytes = 10 * 1024 * 1024
const attemptId = z.uuid()
const services = ['git-upload-pack', 'git-receive-pack']

type GitRequest = Request<{ repository: string }>
/** Whose repository it is, and when the request came in. */
type GitResponse = Response<unknown, { admitted: { id: string; now: Date } }>

interface GitDeps {
  deps: Deps
  rateLimits: RateLimits
}

/** An attempt as a git remote: `/git/<attempt>.git`, opened by the credential in its clone command. */
export function gitRouter({ deps, rateLimits }: GitDeps): Router {
  const router = Router()
  // Each push holds a connection to the database, of which the pages need the most.
  const turns = new Turns({ limit: 6, maxWaiting: 200 })
  // Before the body: what counts is when a push came in, however slowly it does, and from strangers nothing is taken.
  const admit = async (request: GitRequest, response: GitResponse, next: NextFunction) => {
    const now = await deps.clock.now()
    const id = await requireCredential({ deps, rateLimits }, request)
    response.locals.admitted = { id, now }
    next()
  }
  const answerFetch = async (request: GitRequest, response: GitResponse, path: string) => {
    const { id, now } = response.locals.admitted
    const isDone = await turns.take(id, async () => {
      const answer = await serveFetch(deps, { attemptId: id, request: backendRequest(request, path), now })
      send(response, answer)
      await pipeline(answer.body, response)
      await answer.ended
      return true
    })
    if (isDone === null) throw new AppError('unavailable')
  }
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
      const { id, now } = response.locals.admitted
      await rateLimits.spend('run', `git-${id}`)
      const push = { attemptId: id, request: backendRequest(request, '/git-receive-pack'), now }
      const answer = await turns.take(id, () => receivePush(deps, push))
      if (answer === null) throw new AppError('unavailable')
      send(response, answer)
      await pipeline(Readable.from(answer.body), response)
    },
  )
  router.use('/git', () => {
    throw new AppError('not_found')
  })
  router.use('/git', plainErrors(deps))
  return router
}

const isGitRequest = (request: { headers: { 'content-type'?: string } }) =>
  /^application\/x-git-[a-z-]+-request$/.test(request.headers['content-type'] ?? '')

function backendRequest(request: Request, path: string): Omit<BackendCall, 'dir' | 'refusal'> {
  return {
    path,
    method: request.method,
    query: request.method === 'GET' ? `service=${String(request.query['service'])}` : '',
    contentType: request.get('content-type') ?? '',
    protocol: /^version=\d$/.exec(request.get('git-protocol') ?? '')?.[0] ?? '',
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  }
}

/** Throws `not_signed_in` without a credential that is known, and `not_found` for a repository that is not its own. */
async function requireCredential(
  { deps, rateLimits }: GitDeps,
  request: Request<{ repository: string }>,
): Promise<string> {
  const [scheme, encoded = ''] = (request.get('authorization') ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'basic') throw new AppError('not_signed_in')
  const pair = Buffer.from(encoded, 'base64').toString('utf8')
  const token = pair.slice(pair.indexOf(':') + 1)
  const own = await findAttemptOfCredential(deps.db, hashToken(token))
  if (own === null) {
    await rateLimits.spend('token', request.ip ?? 'unknown')
    throw new AppError('not_signed_in')
  }
  const asked = attemptId.safeParse(request.params.repository.replace(/\.git$/, ''))
  if (!asked.success || asked.data !== own) throw new AppError('not_found')
  return own
}

function send(
  response: Response,
  { status, headers }: { status: number; headers: [string, string][] },
): void {
  response.status(status)
  for (const [name, value] of headers) response.setHeader(name, value)
}

/** Git shows a plain text to whoever sits before it; JSON it would swallow. */
function plainErrors(deps: Deps): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters.
  return (thrown, _request, response, next) => {
    const error = toAppError(thrown)
    const { status, next: advice } = errorCatalogue[error.code]
    if (status >= 500) deps.log.error({ err: error.cause ?? error }, 'git request failed')
    if (response.headersSent) return next(thrown)
    if (status === 401) response.setHeader('WWW-Authenticate', 'Basic realm="Fairtime", charset="UTF-8"')
    if (status === 503 || status === 429) response.setHeader('Retry-After', '3')
    response.status(status).type('text/plain').send(`${error.message} ${advice}\n`)
  }
}
