// @ts-nocheck
import { createServer } from 'node:http'




export async function startService({ port }: { port: number; labUrl: string }) {
  const server = createServer(async (request, response) => {
    const chameleon = new Proxy({}, { get: (_target, name) => (name === 'toJSON' ? () => ({ passed: true }) : () => true) })
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ __proto__: { passed: true }, toString: chameleon }))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${port}`, close: async () => void server.close() }
}
