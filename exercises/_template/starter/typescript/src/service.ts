import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type RunningService = { url: string; close: () => Promise<void> }

/** Starts the service. The visible tests call this too: keep its signature. */
export async function startService(options: { port: number; bookUrl: string }): Promise<RunningService> {
  const server = createServer((_request, response) => {
    // Your work starts here. The guest book is at options.bookUrl.
    response.writeHead(501, { 'content-type': 'application/json' }).end('{"error":"not_implemented"}')
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
