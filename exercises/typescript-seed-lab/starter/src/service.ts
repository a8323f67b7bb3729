import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ServiceOptions = { port: number; labUrl: string }
export type RunningService = { url: string; close: () => Promise<void> }

/** Starts the desk. The visible tests call this too: keep its signature, and do as you like with everything else. */
export async function startService({ port, labUrl }: ServiceOptions): Promise<RunningService> {
  const server = createServer((request, response) => {
    // Your work starts here. The lab is at labUrl; a callback reaches you at your own url.
    void labUrl
    void request
    sendJson(response, 501, { error: 'not_implemented' })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
