import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { BoxPool } from '../../workers/pool/pool.ts'
import {
  EngineError,
  type Box,
  type BoxShape,
  type BoxSpec,
  type Sandbox,
  type WaitingBox,
} from '../../workers/sandbox/sandbox.ts'

const shape = {
  role: 'candidate',
  image: 'go',
  limits: { memoryMiB: 256, pids: 64 },
  cpus: 2,
} satisfies BoxShape
const prober = { ...shape, role: 'prober', image: 'prober' } satisfies BoxShape

const specOf = (changes: Partial<BoxSpec> = {}): BoxSpec => ({
  ...shape,
  runId: 'a-run',
  command: ['true'],
  env: {},
  files: [],
  limits: { ...shape.limits, wallMs: 1_000, outputKiB: 16 },
  onOutput: () => undefined,
  ...changes,
})

/** An engine that counts: every box it made, which were used, and which still exist. */
function countingEngine() {
  const seen = {
    fresh: 0,
    prepared: 0,
    begun: [] as string[],
    living: new Set<string>(),
    dead: new Set<string>(),
  }
  let isBroken = false
  const boxOf = (id: string): Box => ({
    id,
    ended: new Promise(() => undefined),
    stop: () => undefined,
    close: async () => void seen.living.delete(id),
  })
  const sandbox: Sandbox = {
    open: async () => {
      const id = `fresh-${++seen.fresh}`
      seen.living.add(id)
      return boxOf(id)
    },
    prepare: async (wanted): Promise<WaitingBox> => {
      if (isBroken) throw new EngineError('Docker is away.')
      const id = `${wanted.role}-${++seen.prepared}`
      seen.living.add(id)
      return {
        id,
        isAlive: () => !seen.dead.has(id),
        begin: async () => {
          seen.begun.push(id)
          return boxOf(id)
        },
        close: async () => void seen.living.delete(id),
      }
    },
    isReachable: async () => true,
    tryOut: async () => undefined,
    reap: async () => 0,
  }
  return { sandbox, seen, breakDown: () => (isBroken = true) }
}

function openPool(capacity = 8, perShape = 2) {
  const engine = countingEngine()
  const pool = new BoxPool({ sandbox: engine.sandbox, capacity, perShape, log: pino({ level: 'silent' }) })
  return { ...engine, pool }
}

describe('the pool', () => {
  test('hands out a waiting box once and never again', async () => {
    const { pool, seen } = openPool()
    pool.want(shape, null)
    await pool.refill()
    expect(seen.living.size).toBe(2)
    const ids = [await pool.open(specOf()), await pool.open(specOf())].map((box) => box.id)
    expect(new Set(ids).size).toBe(2)
    expect(seen.begun).toEqual(ids)
    expect(seen.fresh).toBe(0)
  })

  test('falls back to a fresh box when none waits, and has one waiting for the next run', async () => {
    const { pool } = openPool()
    expect((await pool.open(specOf())).id).toBe('fresh-1')
    await pool.refill()
    expect((await pool.open(specOf())).id).toBe('candidate-1')
  })

  test('removes used boxes only between runs, and then refills', async () => {
    const { pool, seen } = openPool()
    pool.want(shape, null)
    await pool.refill()
    const box = await pool.open(specOf())
    await box.close()
    expect(seen.living.has(box.id)).toBe(true)
    await pool.refill()
    expect(seen.living.has(box.id)).toBe(false)
    expect(seen.living.size).toBe(2)
  })

  test('never gives a box to a run with other limits', async () => {
    const { pool, seen } = openPool()
    pool.want(shape, null)
    await pool.refill()
    await pool.open(specOf({ limits: { memoryMiB: 512, pids: 64, wallMs: 1_000, outputKiB: 16 } }))
    expect(seen.fresh).toBe(1)
    expect(seen.begun).toEqual([])
  })

  test('passes over a box that died while it waited', async () => {
    const { pool, seen } = openPool()
    pool.want(shape, null)
    await pool.refill()
    seen.dead.add('candidate-1')
    expect((await pool.open(specOf())).id).toBe('candidate-2')
    await pool.refill()
    expect(seen.living.has('candidate-1')).toBe(false)
  })

  test('keeps pairs for graded runs, whose prober waits in the network of its candidate', async () => {
    const { pool, seen } = openPool()
    pool.want(shape, prober)
    await pool.refill()
    const first = await pool.open(specOf())
    const second = await pool.open(specOf({ ...prober, limits: specOf().limits, sharesNetworkOf: first }))
    expect(seen.begun).toEqual([first.id, second.id])
    expect([seen.fresh, seen.prepared]).toEqual([0, 2])
  })

  test('a partner that was never asked for goes with its box', async () => {
    const { pool, seen } = openPool(0)
    const { pool: other, seen: seenThere } = openPool(2)
    other.want(shape, prober)
    await other.refill()
    await (await other.open(specOf())).close()
    await other.drain()
    expect(seenThere.living.size).toBe(0)
    pool.want(shape, prober)
    await pool.refill()
    expect(seen.prepared).toBe(0)
  })

  test('stays within its capacity: the shape that was asked for longest ago gives way', async () => {
    const { pool, seen } = openPool(3)
    pool.want(shape, null)
    await pool.refill()
    pool.want({ ...shape, image: 'typescript' }, null)
    await pool.refill()
    expect(seen.living.size).toBe(3)
    await pool.open(specOf({ image: 'typescript' }))
    await pool.open(specOf({ image: 'typescript' }))
    expect(seen.fresh).toBe(0)
  })

  test('an engine that fails costs the pool nothing but its boxes', async () => {
    const { pool, breakDown } = openPool()
    pool.want(shape, null)
    breakDown()
    await pool.refill()
    expect((await pool.open(specOf())).id).toBe('fresh-1')
  })

  test('when the worker stops, every box is removed and none is made', async () => {
    const { pool, seen } = openPool()
    pool.want(shape, prober)
    await pool.refill()
    await (await pool.open(specOf())).close()
    await pool.drain()
    expect(seen.living.size).toBe(0)
    await pool.refill()
    expect(seen.living.size).toBe(0)
  })
})
