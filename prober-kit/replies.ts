import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

/** One answer being given by the scripted upstream. */
export type Answering = {
  response: ServerResponse
  /** Ends with the check, so that nothing scripted outlives it. */
  signal: AbortSignal
  /**
   * Says how the exchange ended. Called *before* the bytes leave: the caller may send its next request the moment it has
   * them, and must not be counted as having two open.
   */
  settle: (outcome: string) => void
}

export type Reply = (answering: Answering) => Promise<void> | void

type JsonOptions = { status?: number; headers?: Record<string, string> }

export type Replies = {
  json: (value: unknown, options?: JsonOptions) => Reply
  /** Sends these bytes as they are, under `application/json`. */
  raw: (body: string, options?: JsonOptions) => Reply
  tooMany: (retryAfterSeconds: number) => Reply
  later: (durationMs: number, reply: Reply) => Reply
  /** Answers once the promise is settled. */
  when: (opened: Promise<unknown>, reply: Reply) => Reply
  hang: () => Reply
  /** Sends the head and half the body, then nothing more. */
  stall: (value: unknown) => Reply
  /** Promises a longer body than it sends, and closes. */
  truncated: (value: unknown) => Reply
  /** Closes the connection without a word. */
  drop: () => Reply
}

export const replies: Replies = {
  json: (value, options) => replies.raw(JSON.stringify(value), options),
  raw:
    (body, { status = 200, headers = {} } = {}) =>
    ({ response, settle }) => {
      settle(`answered ${status}`)
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
    },
  tooMany: (retryAfterSeconds) =>
    replies.json(
      { error: 'too_many_requests' },
      { status: 429, headers: { 'retry-after': String(retryAfterSeconds) } },
    ),
  later: (durationMs, reply) => async (answering) => {
    await delay(durationMs, undefined, { signal: answering.signal })
    await reply(answering)
  },
  when: (opened, reply) => async (answering) => {
    await opened
    if (!answering.signal.aborted) await reply(answering)
  },
  hang: () => () => {},
  stall:
    (value) =>
    ({ response }) => {
      const body = JSON.stringify(value)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
      response.write(body.slice(0, Math.floor(body.length / 2)))
    },
  truncated:
    (value) =>
    ({ response, settle }) => {
      const body = JSON.stringify(value)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length + 64 })
      settle('answered 200, cut short')
      response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy())
    },
  drop:
    () =>
    ({ response, settle }) => {
      settle('connection dropped')
      response.destroy()
    },
}
