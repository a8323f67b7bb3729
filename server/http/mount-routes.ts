import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import type { z } from 'zod'
import { plainIssue } from '#contracts/fields/plain-issues.ts'
import type { Route, RouteTable } from '#contracts/route.ts'
import type { Deps } from '../deps.ts'
import type {} from 'pino-http'
import { unstorablePath } from '../db/storable-text.ts'
import type { AnswerWatch } from './limits/answer-watch.ts'
import { AppError, fieldError } from './app-error.ts'
import { authorise, isWorker, type Who } from './access/authorise.ts'
import type { Handlers } from './call.ts'
import type { Caller } from './access/caller.ts'
import { candidateCookie } from './access/cookies.ts'
import { comesFromOurPages } from './access/origin.ts'
import type { RateLimits } from './limits/rate-limit.ts'
import { StreamedAnswer } from './streamed-answer.ts'
import { takeTurns, type InTurn } from './limits/limit-concurrency.ts'

const defaultBodyLimitBytes = 64 * 1024
/** Within so short a time nobody is put out. */
const slowBodyMs = 1_000

export interface Entrance {
  deps: Pick<Deps, 'config' | 'publicUrl' | 'clock' | 'metrics'>
  identify: (headers: Headers, receivedAt: Date) => Promise<Caller>
  rateLimits: RateLimits
  answers: AnswerWatch
}

/** A handler whose exact call type is known to the table alone. */
type AnyHandler = (call: never) => Promise<unknown>

function parsePart(
  part: string,
  value: unknown,
  { schema, judgesText = false }: { schema: z.ZodType | undefined; judgesText?: boolean },
): unknown {
  if (schema === undefined) return {}
  const unstorable = judgesText ? null : unstorablePath(value, [part])
  if (unstorable !== null) {
    if (part === 'params') throw new AppError('not_found')
    throw fieldError(unstorable, 'must be text without NUL or broken characters, and not nested deeply')
  }
  const parsed = schema.safeParse(value, { error: plainIssue })
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => ({
    path: [part, ...issue.path.map(String)].join('.'),
    reason: issue.message,
  }))
  // An id that is no id names nothing: for the caller that is the same as one that does not exist.
  if (part === 'params') throw new AppError('not_found')
  throw new AppError('bad_request', { issues })
}

function webHeaders(request: Request): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

/** A person pays for themselves, so that an office behind one address does not share a budget; strangers pay by address. */
async function spendPoints(entrance: Entrance, route: Route, payer: string): Promise<void> {
  if (route.access.kind === 'key') return entrance.rateLimits.spend('key', payer)
  // A secret that was right costs nothing: those that were wrong are paid for once that is known.
  if (route.access.kind === 'worker' || route.method === 'GET' || route.rate === 'token') return
  await entrance.rateLimits.spend(route.rate ?? 'change', payer)
}

const unknownSecret = new Set(['link_unknown', 'key_unknown'])

/** For secrets that could be tried at random: an address that was wrong too often hears `too_many`, and a right secret passes. */
async function paidByFailures<T>(
  { rateLimits }: Entrance,
  { rate, address }: { rate: Route['rate']; address: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (rate === 'token' && error instanceof AppError && unknownSecret.has(error.code))
      await rateLimits.spend('token', address)
    throw error
  }
}

function payerOf(who: Who, ip: string | undefined): string {
  if (who !== null && 'id' in who) return who.id
  if (who !== null && 'sessionId' in who) return who.sessionId
  return ip ?? 'unknown'
}

/**
 * A route as a list of steps: from our pages? → who? → allowed? → within limits? → parsed → handled → answer parsed.
 * The body is read last, so that strangers cannot make us read it.
 */
function pipeline(entrance: Entrance, step: Step): RequestHandler[] {
  const { route } = step
  const admit = admission(entrance, route)
  const gate = gateOf(entrance, route, admit)
  const answer = answerOf(entrance, step)
  if (route.body === undefined) return [gate, answer]
  const limit = route.bodyLimitBytes ?? defaultBodyLimitBytes
  const { rawBody } = route
  const readBody = rawBody === undefined ? express.json({ limit }) : express.raw({ limit, type: rawBody })
  return [gate, readBody, whenWhole(entrance, admit), answer]
}

interface Step {
  route: Route
  handle: AnyHandler
  inTurn: InTurn
}

type Admit = (request: Request, headers: Headers, at: Date) => Promise<Who>

const admission =
  (entrance: Entrance, route: Route): Admit =>
  async (request, headers, at) => {
    const payment = {
      rate: route.access.kind === 'key' ? 'token' : undefined,
      address: request.ip ?? 'unknown',
    } as const
    return paidByFailures(entrance, payment, async () =>
      authorise(route.access, await entrance.identify(headers, at), {
        params: request.params,
        fromWorker: () => isWorker(request.headers.authorization, entrance.deps.config.workerToken),
      }),
    )
  }

const gateOf =
  (entrance: Entrance, route: Route, admit: Admit) =>
  async (request: Request, response: Response, next: () => void) => {
    const { deps } = entrance
    if (route.method !== 'GET' && !comesFromOurPages(request.headers, deps.publicUrl))
      throw new AppError('foreign_origin')
    const receivedAt = await deps.clock.now()
    const headers = webHeaders(request)
    const who = await admit(request, headers, receivedAt)
    await spendPoints(entrance, route, payerOf(who, request.ip))
    response.locals.admitted = { receivedAt, headers, who }
    next()
  }

/** A write counts from when all of it is here, and whoever was put out meanwhile is out: headers alone hold no place in time. */
const whenWhole =
  ({ deps }: Entrance, admit: Admit) =>
  async (request: Request, response: Response, next: () => void) => {
    const { receivedAt: begunAt, headers, who } = response.locals.admitted
    const receivedAt = await deps.clock.now()
    const isSlow = receivedAt.getTime() - begunAt.getTime() > slowBodyMs
    const still = isSlow ? await admit(request, headers, receivedAt) : who
    response.locals.admitted = { receivedAt, headers, who: still }
    next()
  }

const answerOf = (entrance: Entrance, { route, handle, inTurn }: Step) => {
  const secure = entrance.deps.publicUrl.startsWith('https:')
  return async (request: Request, response: Response) => {
    const call = {
      ...parseParts(route, request),
      ...response.locals.admitted,
      requestId: String(request.id),
      ip: request.ip ?? 'unknown',
      reply: {
        addCookies: (lines: readonly string[]) =>
          lines.forEach((line) => response.append('Set-Cookie', line)),
        setCandidateCookie: (token: string, lifeMs: number) =>
          response.append('Set-Cookie', candidateCookie({ token, lifeMs, secure })),
      },
    }
    const payment = { rate: route.rate, address: call.ip }
    // The parts were parsed by the very schemas that the handler's type is made of.
    const result: unknown = await paidByFailures(entrance, payment, () =>
      inTurn(route, request.params, () => Reflect.apply(handle, null, [call])),
    )
    response.setHeader('Cache-Control', 'no-store')
    response.status(route.status ?? 200)
    if (result instanceof StreamedAnswer) await result.sendTo(response)
    else response.json(route.response.parse(result))
  }
}

const parseParts = ({ params, query, body, judgesText }: Route, request: Request) => ({
  params: parsePart('params', request.params, { schema: params }),
  query: parsePart('query', request.query, { schema: query }),
  body: body === undefined ? undefined : parsePart('body', request.body, { schema: body, judgesText }),
})

const verbs = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const

/** Mounts every route of a table with its handler; the types demand one for each. */
export function mountRoutes<T extends RouteTable>(
  app: Express,
  entrance: Entrance,
  table: { routes: T; handlers: Handlers<T> },
) {
  const handlers: Record<string, AnyHandler> = table.handlers
  const inTurn = takeTurns()
  for (const [name, route] of Object.entries<Route>(table.routes)) {
    const handle = handlers[name]
    if (handle === undefined) throw new Error(`The route "${name}" has no handler`)
    const timed: RequestHandler = (request, response, next) => {
      const stop = entrance.deps.metrics.requestSeconds.startTimer({ route: name })
      response.on('finish', () => {
        stop({ status: response.statusCode })
        const who = payerOf(response.locals.admitted?.who ?? null, request.ip)
        if (route.access.kind !== 'worker') entrance.answers.note(who, response.statusCode)
      })
      next()
    }
    app[verbs[route.method]](route.path, timed, ...pipeline(entrance, { route, handle, inTurn }))
  }
}
