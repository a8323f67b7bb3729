import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { checkTarget, isNamedHost, mayReachAddress, type OutboundPolicy } from './outbound-policy.ts'

export interface OutboundRequest {
  method: 'POST' | 'PATCH'
  url: string
  headers: Readonly<Record<string, string>>
  body: string
}

export type OutboundOutcome = { durationMs: number } & (
  | { kind: 'answered'; status: number; answer: string; retryAfter: string | undefined }
  /** Nothing was answered; `fault` says why, in words. */
  | { kind: 'failed'; fault: string }
)

/** Sends one request, and never follows where an answer leads. */
export type SendRequest = (request: OutboundRequest) => Promise<OutboundOutcome>

type Resolve = (
  hostname: string,
  options: { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

interface SenderOptions {
  timeoutMs?: number
  /** Who knows the addresses of a name; tests bring their own. */
  resolve?: Resolve
}

const usualTimeoutMs = 20_000
const keptAnswerBytes = 1_024
const readAnswerBytes = 4 * 1_024

/** The only way in which the server asks strangers anything: what a name leads to is looked at when it connects. */
export function createSender(
  policy: OutboundPolicy,
  { timeoutMs = usualTimeoutMs, resolve = systemLookup }: SenderOptions = {},
): SendRequest {
  const lookup = guardedLookup(policy, resolve)
  return async (request) => {
    const startedAt = performance.now()
    const durationMs = () => Math.round(performance.now() - startedAt)
    const checked = checkTarget(policy, request.url)
    if ('problem' in checked) return failed(`The address ${checked.problem}.`, durationMs())
    try {
      const answer = await exchange(checked.url, request, { lookup, timeoutMs })
      return { kind: 'answered', ...answer, durationMs: durationMs() }
    } catch (error) {
      return failed(describeFault(error, timeoutMs), durationMs())
    }
  }
}

const failed = (fault: string, durationMs: number) => ({ kind: 'failed', fault, durationMs }) as const

class RefusedAddress extends Error {}

/** Every address of a name must be one that may be reached: which of them is used is not ours to choose. */
function guardedLookup(policy: OutboundPolicy, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '')
      const isRefused = ({ address }: LookupAddress) => !mayReachAddress(policy, address)
      const [first] = addresses
      if (first === undefined || (!isNamedHost(policy, hostname) && addresses.some(isRefused)))
        return callback(new RefusedAddress(), '')
      if (options.all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

interface Line {
  lookup: LookupFunction
  timeoutMs: number
}

function exchange(
  url: URL,
  { method, headers, body }: OutboundRequest,
  { lookup, timeoutMs }: Line,
): Promise<{ status: number; answer: string; retryAfter: string | undefined }> {
  const { request } = url.protocol === 'https:' ? https : http
  const signal = AbortSignal.timeout(timeoutMs)
  const length = { 'content-length': String(Buffer.byteLength(body)), connection: 'close' }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...headers, ...length }, lookup, agent: false, signal })
    sent.on('error', reject)
    sent.on('response', (response) => {
      readBeginning(response).then(
        (answer) =>
          resolve({ status: response.statusCode ?? 0, answer, retryAfter: response.headers['retry-after'] }),
        reject,
      )
    })
    sent.end(body)
  })
}

/** The rest of a long answer is not waited for. */
async function readBeginning(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    const read = Buffer.from(chunk)
    chunks.push(read)
    bytes += read.length
    if (bytes >= readAnswerBytes) break
  }
  response.destroy()
  // What a database cannot hold, and what would turn the writing around on a page, is no part of what is shown.
  const text = Buffer.concat(chunks).subarray(0, keptAnswerBytes).toString('utf8')
  return text.replaceAll(/[\0\u202a-\u202e\u2066-\u2069]/g, '\ufffd').toWellFormed()
}

function describeFault(error: unknown, timeoutMs: number): string {
  if (error instanceof RefusedAddress)
    return 'The name leads into a private network, so nothing was sent. Whoever runs Fairtime can allow it (OUTBOUND_ALLOW).'
  if (!(error instanceof Error)) throw error
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return `No answer within ${timeoutMs / 1_000} seconds.`
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const words = code === null ? undefined : faults[code]
  return words ?? `The connection failed: ${code ?? error.message.slice(0, 200)}.`
}

const faults: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The name is not known.',
  EAI_AGAIN: 'The name could not be looked up.',
  ECONNREFUSED: 'Nothing listens there.',
  ECONNRESET: 'The connection was cut.',
  ABORT_ERR: 'No answer in time.',
  CERT_HAS_EXPIRED: 'The certificate there has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate there is self-signed.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate there is for another name.',
}
