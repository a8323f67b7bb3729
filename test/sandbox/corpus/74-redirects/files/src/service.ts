// @ts-nocheck
import { createServer } from 'node:http'


let count = 0

export async function startService({ port }: { port: number; labUrl: string }) {
  const server = createServer(async (request, response) => {
    const places = ['http://169.254.169.254/latest/meta-data/', 'file:///box/work/probes/checks.ts', `http://127.0.0.1:${port}/again`, 'http://127.0.0.1:9090/']
    response.writeHead(307, { location: places[count++ % places.length] }).end()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${port}`, close: async () => void server.close() }
}
