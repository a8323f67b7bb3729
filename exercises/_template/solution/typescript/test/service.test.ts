import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { startService } from '../src/service.ts'

test('a guest is greeted by name', async () => {
  const { status, text } = await ask(200, '{"name":"Ada"}')
  assert.equal(status, 200)
  assert.deepEqual(JSON.parse(text), { greeting: 'Hello, Ada' })
})

test('an unknown guest is a 404', async () => {
  const { status } = await ask(404, '{}')
  assert.equal(status, 404)
})

/** Asks for a greeting while the guest book gives this answer. */
async function ask(bookStatus: number, bookBody: string) {
  const book = createServer((_request, response) => response.writeHead(bookStatus).end(bookBody))
  await new Promise<void>((resolve) => book.listen(0, '127.0.0.1', resolve))
  const { port } = book.address() as AddressInfo
  const service = await startService({ port: 0, bookUrl: `http://127.0.0.1:${port}` })
  try {
    const answer = await fetch(`${service.url}/greetings/g-1`)
    return { status: answer.status, text: await answer.text() }
  } finally {
    await service.close()
    book.close()
    book.closeAllConnections()
  }
}
