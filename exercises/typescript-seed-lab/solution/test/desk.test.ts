import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { createBench } from '../src/bench.ts'
import { Desk, type DeskOptions } from '../src/desk.ts'
import type { Order } from '../src/lab.ts'

const settled = () => new Promise((resolve) => setImmediate(resolve))

/** A desk whose lab takes every order and leaves the rest to the test. */
function deskWithQuietLab(changes: Partial<DeskOptions> = {}) {
  const orders: Order[] = []
  const desk = new Desk({
    bench: createBench(4),
    askLab: async (order) => void orders.push(order),
    callbackUrl: () => 'http://127.0.0.1:1/lab-results',
    timeLimitMs: 3_000,
    notify: async () => {},
    ...changes,
  })
  return { desk, orders }
}

const tested = (germination: number) => ({ state: 'tested', germination }) as const

test('the first of two results counts, and both are acknowledged', async () => {
  const { desk, orders } = deskWithQuietLab()
  const id = desk.handIn({ samples: ['rye-4'], notifyUrl: undefined })
  await settled()
  const reference = orders[0]?.reference ?? ''
  assert.equal(desk.receive({ reference, outcome: tested(60) }), true)
  assert.equal(desk.receive({ reference, outcome: tested(70) }), true)
  await settled()
  assert.deepEqual(desk.report(id)?.results, [{ sample: 'rye-4', state: 'tested', germination: 60 }])
})

test('a result that comes while the lab is still being asked is kept', async () => {
  const { desk } = deskWithQuietLab({
    askLab: async ({ reference }) => {
      desk.receive({ reference, outcome: tested(33) })
      return undefined
    },
  })
  const id = desk.handIn({ samples: ['rye-4'], notifyUrl: undefined })
  await settled()
  assert.equal(desk.report(id)?.state, 'done')
})

test('silence ends as overdue, and a result after that changes nothing', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    const { desk, orders } = deskWithQuietLab()
    const id = desk.handIn({ samples: ['rye-4'], notifyUrl: undefined })
    await settled()
    mock.timers.tick(2_999)
    await settled()
    assert.equal(desk.report(id)?.state, 'running')
    mock.timers.tick(1)
    await settled()
    assert.equal(desk.receive({ reference: orders[0]?.reference ?? '', outcome: tested(60) }), true)
    await settled()
    assert.deepEqual(desk.report(id)?.results, [{ sample: 'rye-4', state: 'overdue' }])
  } finally {
    mock.timers.reset()
  }
})

test('one key is one batch', async () => {
  const { desk, orders } = deskWithQuietLab()
  const batch = { samples: ['rye-4'], notifyUrl: undefined }
  assert.equal(desk.handIn(batch, 'monday'), desk.handIn(batch, 'monday'))
  assert.notEqual(desk.handIn(batch), desk.handIn(batch))
  await settled()
  assert.equal(orders.length, 3)
})
