import { test } from 'node:test'
import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { lookup, resolve4 } from 'node:dns/promises'
import { once } from 'node:events'
import { connect } from 'node:net'

const patienceMs = 100
const tries = 5

const attempts: Record<string, () => Promise<unknown>> = {
  'tcp 1.1.1.1': async () => once(connect({ host: '1.1.1.1', port: 53 }), 'connect'),
  'tcp 2606:4700:4700::1111': async () => once(connect({ host: '2606:4700:4700::1111', port: 53 }), 'connect'),
  'udp 1.1.1.1': () => sendTo('1.1.1.1'),
  'http 1.1.1.1': () => fetch('http://1.1.1.1/'),
  'http example.org': () => fetch('http://example.org/'),
  lookup: () => lookup('example.org'),
  resolve: () => resolve4('example.org'),
}

function sendTo(address: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const socket = createSocket('udp4')
  socket.send('hello', 53, address, (error, bytes) => {
    socket.close()
    if (error) reject(error)
    else resolve(bytes)
  })
  return promise
}

// Every try must fail, and at least one at once: on a busy machine any one may lose its turn.
for (const [name, attempt] of Object.entries(attempts)) {
  test(name, async () => {
    let fastestMs = Infinity
    for (let count = 0; count < tries; count++) {
      const startedMs = performance.now()
      await assert.rejects(attempt)
      fastestMs = Math.min(fastestMs, performance.now() - startedMs)
    }
    assert.ok(fastestMs <= patienceMs, `refused only after ${fastestMs} ms`)
  })
}
