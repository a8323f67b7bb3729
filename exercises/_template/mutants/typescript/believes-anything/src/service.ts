import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type RunningService = { url: string; close: () => Promise<void> }
type Found = { status: 200; name: string } | { status: 404 | 502 | 504 }

const timeLimitMs = 1_000

/** Starts the service. The visible tests call this too: keep its signature. */
export async function startService(options: { port: number; bookUrl: string }): Promise<RunningService> {
  const server = createServer((request, response) => {
    const guest = /^\/greetings\/([^/?]+)$/.exec(request.url ?? '')?.[1]
    if (guest === undefined) return sendJson(response, 404, { error: 'unknown_path' })
    const left = new AbortController()
    response.on('close', () => left.abort())
    void lookUp(options.bookUrl, guest, left.signal).then((found) => {
      if (found.status === 200) sendJson(response, 200, { greeting: `Hello, ${found.name}` })
      else sendJson(response, found.status, { error: 'no_greeting' })
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, close }
}

/** Asks the book for a name. The status is the one that our caller gets. */
async function lookUp(bookUrl: string, guest: string, left: AbortSignal): Promise<Found> {
  const timeLimit = AbortSignal.timeout(timeLimitMs)
  try {
    const answer = await fetch(`${bookUrl}/guests/${guest}`, { signal: AbortSignal.any([timeLimit, left]) })
    if (answer.status === 404) return { status: 404 }
    if (answer.status !== 200) return { status: 404 }
    const entry: unknown = await answer.json()
    return typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string'
      ? { status: 200, name: entry.name }
      : { status: 502 }
  } catch {
    return { status: timeLimit.aborted ? 504 : 502 }
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
