import type { z } from 'zod'
import { api, type Api, type RouteName } from '#contracts/api.ts'
import { errorBodySchema, errorCatalogue } from '#contracts/errors.ts'
import { plainIssue } from '#contracts/fields/plain-issues.ts'
import type { ResponseOf, Route } from '#contracts/route.ts'
import { ApiError, NoAnswerError, PageError } from './api-error.ts'

type Part<R extends Route, K extends 'params' | 'body' | 'query'> = R extends {
  [key in K]: infer S extends z.ZodType
}
  ? { [key in K]: z.input<S> }
  : unknown

type RequestOf<R extends Route> = Part<R, 'params'> &
  Part<R, 'query'> &
  Part<R, 'body'> & { signal?: AbortSignal; keepalive?: boolean }

interface LooseRequest {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  signal?: AbortSignal
  /** For a page that goes away: the request is finished without it. */
  keepalive?: boolean
}

/**
 * Calls a route of the API table by name. What is sent and what comes back are both parsed by the route's schemas; a refusal
 * is thrown as `ApiError`, silence as `NoAnswerError`.
 */
export async function callApi<N extends RouteName>(
  name: N,
  request: RequestOf<Api[N]>,
): Promise<ResponseOf<Api[N]>>
export async function callApi(name: RouteName, request: LooseRequest): Promise<unknown> {
  const route: Route = api[name]
  const body = route.body === undefined ? undefined : JSON.stringify(parseBody(route.body, request.body))
  const response = await send(addressOf(route, request), {
    method: route.method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    credentials: 'same-origin',
    keepalive: request.keepalive ?? false,
    ...(body === undefined ? {} : { body }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  })
  const answer = await readJson(response)
  if (!response.ok) throw refusalOf(response.status, answer)
  return route.response.parse(answer)
}

/** Refuses here, in the words of the server's own schema, what the server would refuse anyway. */
function parseBody(schema: z.ZodType, body: unknown): unknown {
  const parsed = schema.safeParse(body, { error: plainIssue })
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), reason: issue.message }))
  throw new PageError('This cannot be sent as it is.', 'Correct what is named below.', issues)
}

function addressOf(route: Route, request: LooseRequest): string {
  const params = route.params === undefined ? {} : route.params.parse(request.params)
  const path = route.path.replace(/:(\w+)/g, (_match, key: string) => encodeURIComponent(String(params[key])))
  if (request.query === undefined) return path
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(request.query))
    if (value !== undefined) query.set(key, String(value))
  return `${path}?${query.toString()}`
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new NoAnswerError(error)
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    // A proxy before the server says so in words of its own, however often the same is sent.
    if (response.status === 413)
      throw new ApiError(413, { code: 'too_large', requestId: '', ...words(errorCatalogue.too_large) })
    throw new NoAnswerError(error)
  }
}

const words = ({ message, next }: { message: string; next: string }) => ({ message, next })

function refusalOf(status: number, answer: unknown): Error {
  const parsed = errorBodySchema.safeParse(answer)
  return parsed.success ? new ApiError(status, parsed.data.error) : new NoAnswerError(parsed.error)
}
