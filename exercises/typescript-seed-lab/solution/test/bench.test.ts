import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBench } from '../src/bench.ts'

/** Work that goes on until the test ends it. */
function openWork<T>() {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  let hasBegun = false
  const work = () => {
    hasBegun = true
    return promise
  }
  return { work, resolve, reject, hasBegun: () => hasBegun }
}

/** Lets everything that is ready to go on do so. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('the bench passes on what the work gives', async () => {
  const bench = createBench(1)
  assert.equal(await bench.occupy(async () => 87), 87)
})

test('work waits until there is a place, in the order it came', async () => {
  const bench = createBench(2)
  const jobs = [openWork<void>(), openWork<void>(), openWork<void>(), openWork<void>()] as const
  const done = jobs.map((job) => bench.occupy(job.work))
  await settled()
  assert.deepEqual(jobs.map((job) => job.hasBegun()), [true, true, false, false])

  jobs[1].resolve()
  await settled()
  assert.deepEqual(jobs.map((job) => job.hasBegun()), [true, true, true, false])

  for (const job of jobs) job.resolve()
  await Promise.all(done)
})

test('work that fails gives its place back', async () => {
  const bench = createBench(1)
  const failing = bench.occupy(async () => {
    throw new Error('spilled')
  })
  const next = bench.occupy(async () => 'dry')
  await assert.rejects(failing, /spilled/)
  assert.equal(await next, 'dry')
})
