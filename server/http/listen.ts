import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How long a request may take to arrive: ten megabytes over a slow line, and nobody holds a connection for ever. */
const slowRequests = { headersTimeout: 20_000, requestTimeout: 120_000, connectionsCheckingInterval: 5_000 }
/** A client that reads nothing of what it asked for is cut off; sockets, which are quiet by nature, are not held to it. */
const stalledMs = 60_000
const closeWithinMs = 5_000

export interface HttpListener {
  httpServer: Server
  /** Where it listens, as an origin. */
  address: string
  /** Until then every request is answered 503. */
  answerWith(listener: RequestListener): void
  /** Waits for requests under way, and cuts off those that take longer than five seconds. */
  close(): Promise<void>
}

const notYet: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Retry-After': '1' }).end()
}

/** Listens before the rest of the server is built, because a port of 0 is known only then, and links name the address. */
export async function listen({ host, port }: { host: string; port: number }): Promise<HttpListener> {
  let listener = notYet
  const httpServer = createServer(slowRequests, (request, response) => listener(request, response))
  httpServer.setTimeout(stalledMs)
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject)
    httpServer.listen(port, host, resolve)
  })
  return {
    httpServer,
    address: originOf(httpServer.address()),
    answerWith: (next) => void (listener = next),
    close: async () => {
      httpServer.closeIdleConnections()
      const closed = new Promise<void>((resolve) => httpServer.close(() => resolve()))
      setTimeout(() => httpServer.closeAllConnections(), closeWithinMs).unref()
      await closed
    },
  }
}

function originOf(address: string | AddressInfo | null): string {
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port')
  const host = address.address === '0.0.0.0' || address.address === '::' ? '127.0.0.1' : address.address
  return `http://${host}:${address.port}`
}
