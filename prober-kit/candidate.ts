import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { ExpectationFailed } from './expect.ts'
import { plainText } from './plain-text.ts'
import type { Timeline } from './timeline.ts'

const maxBodyBytes = 1_048_576
const maxHeaderBytes = 16_384
const maxHeaders = 64
// A little less than a check's own limit, so that a reviewer reads which request it was that took so long.
const defaultTimeoutMs = 4_500

type Call = {
  method?: string
  path: string
  /** Sent as JSON. For a body that is not JSON, use `body`. */
  json?: unknown
  body?: string
  headers?: Record<string, string>
  timeoutMs?: number
  /** Aborting it means that the caller leaves: the connection is closed. */
  leave?: AbortSignal
}

type Answer = {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The body as JSON, or undefined when it is none. */
  json: unknown
  tookMs: number
}

/**
 * A guarded way to the candidate's service: a fresh connection each time, bounded head, body and time, no redirects, no
 * decompression. Anything that goes wrong on the line is a failed expectation in plain words.
 */
export type Candidate = {
  origin: string
  send: (call: Call) => Promise<Answer>
  /** Posts JSON to an address that the candidate's program gave us. Only its own address is ever called. */
  callBack: (url: string, json: unknown) => Promise<Answer>
}

export function createCandidate(origin: URL, timeline: Timeline, signal: AbortSignal): Candidate {
  const send = (call: Call) => exchangeOnce(origin, call, signal)
  return {
    origin: origin.origin,
    send,
    async callBack(url, json) {
      const path = pathAt(origin, url)
      const span = timeline.begin(`we call back ${path} ${JSON.stringify(json)}`)
      try {
        const answer = await send({ method: 'POST', path, json })
        span.end(`it answered ${answer.status}`)
        return answer
      } catch (cause) {
        span.end('it did not answer')
        throw cause
      }
    },
  }
}

function pathAt(origin: URL, url: string): string {
  const target = URL.parse(url)
  const isOwn =
    target?.protocol === 'http:' &&
    ['127.0.0.1', 'localhost', origin.hostname].includes(target.hostname) &&
    (target.port || '80') === (origin.port || '80')
  if (target === null || !isOwn) {
    throw new ExpectationFailed(
      `Expected a callback address on the service itself (${origin.origin}); saw "${plainText(url, 120)}".`,
    )
  }
  return `${target.pathname}${target.search}`
}

async function exchangeOnce(origin: URL, call: Call, checkSignal: AbortSignal): Promise<Answer> {
  const startedAt = performance.now()
  const timeoutMs = call.timeoutMs ?? defaultTimeoutMs
  const timeout = AbortSignal.timeout(timeoutMs)
  const signals = [timeout, checkSignal, ...(call.leave === undefined ? [] : [call.leave])]
  const line = `${call.method ?? 'GET'} ${call.path}`
  try {
    const response = await sendRequest(origin, call, AbortSignal.any(signals))
    boundHeaders(response)
    const text = await readBody(response)
    // Trailers come after the body, and are headers too.
    boundHeaders(response)
    const tookMs = performance.now() - startedAt
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      text,
      json: parseJson(text),
      tookMs,
    }
  } catch (cause) {
    if (call.leave?.aborted === true) throw new ExpectationFailed(`${line}: the caller left, as scripted.`)
    const reason = timeout.aborted
      ? `there was no whole answer within ${timeoutMs / 1_000} s`
      : describeResponse(cause)
    throw new ExpectationFailed(`${line}: ${reason}.`, { cause })
  }
}

function sendRequest(origin: URL, call: Call, signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const body = call.body ?? (call.json === undefined ? undefined : JSON.stringify(call.json))
  const request = httpRequest({
    host: origin.hostname,
    port: origin.port || 80,
    method: call.method ?? 'GET',
    path: call.path,
    headers: {
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      ...call.headers,
    },
    agent: false,
    maxHeaderSize: maxHeaderBytes,
    signal,
  })
  request.on('response', resolve)
  request.on('error', reject)
  request.on('close', () => reject(new Error('closed')))
  request.end(body)
  return promise
}

class TooLarge extends Error {}
class TooManyHeaders extends Error {}

/** Counted as they came: Node joins or drops those of one name. */
function boundHeaders({ rawHeaders, rawTrailers }: IncomingMessage): void {
  if ((rawHeaders.length + rawTrailers.length) / 2 > maxHeaders) throw new TooManyHeaders()
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    size += chunk.length
    if (size > maxBodyBytes) throw new TooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function describeResponse(cause: unknown): string {
  if (cause instanceof TooLarge) return 'the body went over 1 MiB'
  if (cause instanceof TooManyHeaders) return `there were more than ${maxHeaders} headers`
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'ECONNREFUSED') return 'the connection was refused; is the service still running?'
  if (code === 'HPE_HEADER_OVERFLOW') return `the headers went over ${maxHeaderBytes / 1_024} KiB`
  if (code.startsWith('HPE_')) return `the answer was not valid HTTP (${code})`
  if (code === 'ABORT_ERR') return 'the time of the whole check was over before an answer came'
  return 'the connection was closed before the answer was complete'
}
