import assert from 'node:assert/strict'
import { test } from 'node:test'
import { send, startDesk, untilDone, type Order } from './fake-lab.ts'

// These tests are yours to read, run, change and add to. They cover a part of the instructions, not all of it.

test('a batch is accepted before the lab has answered', async (t) => {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  const desk = await startDesk(t, async () => {
    await opened
    return { status: 200, body: { germination: 91 } }
  })
  const accepted = await send('POST', `${desk.url}/batches`, { samples: ['rye-4'] })
  assert.equal(accepted.status, 202)
  const { body } = await send('GET', `${desk.url}/batches/${accepted.body.id}`)
  assert.deepEqual(body, {
    id: accepted.body.id,
    state: 'running',
    results: [{ sample: 'rye-4', state: 'waiting' }],
  })
  open()
})

test('direct answers end up in the report', async (t) => {
  const desk = await startDesk(t, ({ sample }) => ({ status: 200, body: { germination: sample === 'rye-4' ? 91 : 64 } }))
  const accepted = await send('POST', `${desk.url}/batches`, { samples: ['rye-4', 'oat-1'] })
  assert.equal(accepted.status, 202)
  const report = await untilDone(desk.url, accepted.body.id)
  assert.deepEqual(report.results, [
    { sample: 'rye-4', state: 'tested', germination: 91 },
    { sample: 'oat-1', state: 'tested', germination: 64 },
  ])
})

test('results that come later are taken from the callback', async (t) => {
  const { promise: ordered, resolve: seen } = Promise.withResolvers<Order>()
  const desk = await startDesk(t, (order) => {
    seen(order)
    return { status: 202, body: {} }
  })
  const accepted = await send('POST', `${desk.url}/batches`, { samples: ['rye-4'] })
  assert.equal(accepted.status, 202)
  const { callbackUrl, reference } = await ordered
  const called = await send('POST', callbackUrl, { reference, germination: 42 })
  assert.equal(called.status, 204)
  const report = await untilDone(desk.url, accepted.body.id)
  assert.deepEqual(report.results, [{ sample: 'rye-4', state: 'tested', germination: 42 }])
})

test('a lab that fails makes a failed result', async (t) => {
  const desk = await startDesk(t, () => ({ status: 500, body: { error: 'flooded' } }))
  const accepted = await send('POST', `${desk.url}/batches`, { samples: ['rye-4'] })
  assert.equal(accepted.status, 202)
  const report = await untilDone(desk.url, accepted.body.id)
  assert.deepEqual(report.results, [{ sample: 'rye-4', state: 'failed', problem: 'lab_error' }])
})

test('an empty batch is refused', async (t) => {
  const desk = await startDesk(t, () => ({ status: 200, body: { germination: 1 } }))
  assert.equal((await send('POST', `${desk.url}/batches`, { samples: [] })).status, 400)
})

test('an unknown batch is not found', async (t) => {
  const desk = await startDesk(t, () => ({ status: 200, body: { germination: 1 } }))
  assert.equal((await send('GET', `${desk.url}/batches/nothing-like-it`)).status, 404)
})
