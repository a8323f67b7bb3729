import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boxDirectory, freePorts, listen, portOf, runProber, type ProberRun } from './run-prober.ts'

/** What one request to the upstream came to, in a word or two. */
function outcomeOf(url: string): Promise<string> {
  return new Promise((resolve) => {
    const options = { method: 'POST', agent: false, signal: AbortSignal.timeout(500) }
    const request = httpRequest(url, options, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += chunk))
      response.on('end', () =>
        resolve(`${response.statusCode} ${text} ${response.headers['retry-after'] ?? ''}`.trim()),
      )
      response.on('error', () => resolve(request.destroyed && text !== '' ? 'broke off' : 'broke'))
    })
    request.on('error', (error) => resolve(error.name === 'AbortError' ? 'timed out' : 'no answer'))
    request.end(url.endsWith('/large') ? 'much '.repeat(100_000) : undefined)
  })
}

/** A candidate that passes requests on, or echoes them. */
function createPasser(upstreamPort: number): Server {
  return createServer((request, response) => void pass(request, response))

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://candidate')
    if (url.pathname === '/echo') {
      let text = ''
      for await (const chunk of request) text += chunk
      response.end(`${request.method} ${request.url} ${text}`)
      return
    }
    const target = `http://127.0.0.1:${upstreamPort}${url.pathname.replace('/via', '')}`
    const times = Number(url.searchParams.get('times'))
    const outcomes = await Promise.all(Array.from({ length: times }, () => outcomeOf(target)))
    response.end(outcomes.join(', '))
  }
}

let candidate: Server
let run: ProberRun

beforeAll(async () => {
  const [upstreamPort] = await freePorts()
  candidate = await listen(createPasser(upstreamPort))
  run = await runProber({
    directory: boxDirectory('upstream'),
    candidatePort: portOf(candidate),
    upstreamPort,
  })
}, 30_000)

afterAll(() => new Promise((resolve) => candidate.close(resolve)))

const seen = (id: string) => run.cards.find((card) => card.checkId === id)?.seen

test('requests in flight are counted, and each check starts from nothing', () => {
  expect(seen('counts')).toBe('6 at most, 0 now, 6 in all')
  expect(seen('starts-fresh')).toBe('0 at most, 0 in all')
})

test('the timeline tells each request with its end', () => {
  const card = run.cards.find((found) => found.checkId === 'counts')
  expect(card?.timeline).toHaveLength(6)
  for (const entry of card?.timeline ?? []) {
    expect(entry).toMatchObject({ label: 'POST /a', outcome: 'answered 200' })
    expect(entry.endMs).toBeGreaterThanOrEqual(entry.startMs)
  }
})

test('a request that belongs to no script is answered and not counted', () => {
  expect(seen('ignores-strangers')).toBe('200 {"ok":true} 404 {"error":"not_found"}, 1 in all')
})

test('every kind of reply reaches the candidate as scripted', () => {
  const words = seen('replies') ?? ''
  expect(words).toContain('json: 201 {"a":1}')
  expect(words).toContain('raw: 200 <p>')
  expect(words).toContain('busy: 429 {"error":"too_many_requests"} 7')
  expect(words).toContain('drop: no answer')
  expect(words).toMatch(/truncated: broke/)
  expect(words).toMatch(/stall: (broke|timed)/)
  expect(words).toContain('hang: timed out')
  expect(words).toContain('abandoned: /stall /hang')
})

test('a flood is answered, and only so much of it is kept', () => {
  expect(seen('flood')).toBe('1000 remembered, a large body: no answer')
  expect(run.cards.find((card) => card.checkId === 'flood')?.timeline).toHaveLength(100)
})

test('a request left open ends with its check', () => {
  expect(seen('left-open')).toBe('left open')
  const card = run.cards.find((found) => found.checkId === 'left-open')
  expect(card?.timeline).toMatchObject([{ label: 'POST /a', outcome: 'still open' }])
})

test('a caller can leave', () => {
  expect(seen('caller-leaves')).toContain('the caller left, as scripted')
})

test('callbacks go to the candidate and nowhere else', () => {
  const [answer, foreign, odd] = (seen('calls-back') ?? '').split(' | ')
  expect(answer).toBe('POST /echo?x=1 {"hello":"there"}')
  expect(foreign).toContain('Expected a callback address on the service itself')
  expect(odd).toContain('Expected a callback address on the service itself')
})
