import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { EventEmitter } from 'node:events'
import { ExpectationFailed } from './expect.ts'
import type { Reply } from './replies.ts'
import type { Timeline } from './timeline.ts'

// Together they bound what a flood of requests can make us keep: 64 MiB.
const maxBodyBytes = 65_536
const maxRemembered = 1_000
const maxConnections = 512

/** One request of the candidate's program to the upstream, as far as the present check's script recognised it. */
export type Exchange = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: string
  readonly startedMs: number
  endedMs: number | undefined
  /** The candidate's program gave up before it was answered. */
  isAbandoned: boolean
}

/** Says how to answer, or undefined for a request that does not belong to this check (a straggler of an earlier one). */
type Script = (request: Exchange) => Reply | undefined

export type Upstream = {
  /** Where the upstream is, as the candidate's program was told. */
  url: string
  play: (script: Script) => void
  exchanges: () => readonly Exchange[]
  inFlight: () => number
  mostInFlight: () => number
  nowMs: () => number
  /** Waits for a state of things; `otherwise` is read when the time is over. Looked at on every change. */
  until: (isReached: () => boolean, limits: { withinMs: number; otherwise: () => string }) => Promise<void>
  /** To be called by a script's own bookkeeping, so that `until` looks again. */
  changed: () => void
}

/** The listening half: one server for the whole run, and at most one check on stage. */
export class UpstreamServer {
  #server: Server
  #url = ''
  #stage: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined

  constructor() {
    this.#server = createServer((request, response) => {
      response.on('error', () => {})
      const stage = this.#stage
      if (stage === undefined) response.writeHead(404).end()
      else stage(request, response).catch(() => response.destroy())
    })
    // No idle time-out: closing a kept-alive connection could race with the next request on it and look like a fault.
    this.#server.keepAliveTimeout = 0
    this.#server.requestTimeout = 0
    this.#server.headersTimeout = 0
    this.#server.maxConnections = maxConnections
    this.#server.on('clientError', (_error, socket) => socket.destroy())
  }

  listen(port: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#server.once('error', reject)
    this.#url = `http://127.0.0.1:${port}`
    this.#server.listen(port, '127.0.0.1', resolve)
    return promise
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  /** Gives the stage to one check, with fresh state, until the signal aborts. */
  openStage(timeline: Timeline, signal: AbortSignal): Upstream {
    const performance = createPerformance(this.#url, timeline, signal)
    this.#stage = performance.handle
    return performance.upstream
  }
}

function createPerformance(url: string, timeline: Timeline, signal: AbortSignal) {
  const changes = new EventEmitter().setMaxListeners(0)
  let script: Script = () => undefined
  const changed = () => void changes.emit('change')
  const book = createBook(timeline, changed)

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = describe(request, await readBody(request), timeline.nowMs())
    const reply = script(exchange)
    if (reply === undefined) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not_found"}')
      return
    }
    const settle = book.begin(exchange)
    response.on('close', () => {
      if (exchange.endedMs === undefined && !signal.aborted) exchange.isAbandoned = true
      settle(exchange.isAbandoned ? 'the caller left' : 'still open at the end')
    })
    signal.addEventListener('abort', () => {
      if (exchange.endedMs === undefined) response.destroy()
    })
    changed()
    await reply({ response, signal, settle })
  }

  const upstream: Upstream = {
    url,
    play: (next) => void (script = next),
    exchanges: () => book.exchanges,
    inFlight: book.inFlight,
    mostInFlight: book.mostInFlight,
    nowMs: timeline.nowMs,
    until: (isReached, limits) => waitUntil({ changes, signal }, isReached, limits),
    changed,
  }
  return { upstream, handle }
}

/** What was asked of the upstream, and how much of it at once. */
function createBook(timeline: Timeline, changed: () => void) {
  const exchanges: Exchange[] = []
  let inFlight = 0
  let mostInFlight = 0
  function begin(exchange: Exchange): (outcome: string) => void {
    const span = timeline.begin(labelOf(exchange))
    if (exchanges.length < maxRemembered) exchanges.push(exchange)
    inFlight += 1
    mostInFlight = Math.max(mostInFlight, inFlight)
    return (outcome) => {
      if (exchange.endedMs !== undefined) return
      exchange.endedMs = timeline.nowMs()
      inFlight -= 1
      span.end(outcome)
      changed()
    }
  }
  return { exchanges, begin, inFlight: () => inFlight, mostInFlight: () => mostInFlight }
}

function waitUntil(
  source: { changes: EventEmitter; signal: AbortSignal },
  isReached: () => boolean,
  limits: { withinMs: number; otherwise: () => string },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const look = () => {
    if (isReached()) resolve()
  }
  const giveUp = () => reject(new ExpectationFailed(limits.otherwise()))
  const timer = setTimeout(giveUp, limits.withinMs)
  source.changes.on('change', look)
  source.signal.addEventListener('abort', giveUp)
  look()
  return promise.finally(() => {
    clearTimeout(timer)
    source.changes.off('change', look)
    source.signal.removeEventListener('abort', giveUp)
  })
}

function describe(request: IncomingMessage, body: string, startedMs: number): Exchange {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    body,
    startedMs,
    endedMs: undefined,
    isAbandoned: false,
  }
}

function labelOf(exchange: Exchange): string {
  const query = exchange.query.size > 0 ? `?${exchange.query}` : ''
  const body = exchange.body === '' ? '' : ` ${exchange.body}`
  return `${exchange.method} ${exchange.path}${query}${body}`
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > maxBodyBytes) throw new Error('The request body went over 64 KiB.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
