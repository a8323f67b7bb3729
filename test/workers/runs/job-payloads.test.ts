import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimedRunSchema, type ClaimedRun } from '#contracts/api/worker.ts'
import { jobCatalogue } from '#contracts/jobs.ts'
import { gradedShapes } from '../../../workers/runs/graded-pair.ts'
import { sandboxImagesSchema } from '../../../sandbox-images/build.ts'
import { kitOf } from '../../../workers/languages/kits.ts'
import { visibleShape } from '../../../workers/runs/run-visible.ts'
import { boxPolicy } from '../../../workers/sandbox/limits.ts'
import { writeOrder } from '../../../workers/sandbox/pack-files.ts'
import { claimOf } from '../../sandbox/sandbox-fixture.ts'
import { testSettings } from '../../support/run/settings.ts'

const numRuns = testSettings().isFull ? 10_000 : 500
const images = sandboxImagesSchema.parse(
  Object.fromEntries(sandboxImagesSchema.keyType.options.map((name) => [name, `sha256:${name}`])),
)
const owner = { installationId: 'ours', workerId: 'me', bootId: 'now', runtime: null }
const slot = { index: 0, nowMs: 0 }

/** In every string of a payload, so that wherever one of them got to can be seen. */
const canary = 'CANARY'
const hostile = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('$(id)', '; reboot', '`id`', '../../etc', 'container:host', 'host', '--privileged', '\0'),
  )
  .map((text) => `${canary}${text}`)
const anyJob = fc.oneof(
  fc.jsonValue(),
  fc.record({ runId: fc.oneof(fc.uuid(), hostile), claimNo: fc.oneof(fc.integer(), hostile) }),
  fc.record({ runId: fc.uuid(), claimNo: fc.nat(), HostConfig: fc.jsonValue(), Image: hostile }),
)
const limits = fc.record({
  wallMs: fc.integer(),
  memoryMiB: fc.integer(),
  pids: fc.integer(),
  outputKiB: fc.integer(),
})
const anyClaim = fc.record(
  {
    kind: fc.oneof(fc.constantFrom('visible', 'graded'), hostile),
    language: fc.oneof(fc.constantFrom('go', 'typescript'), hostile),
    entryFile: hostile,
    files: fc.array(fc.record({ path: hostile, content: hostile }), { maxLength: 3 }),
    limits: fc.oneof(fc.constant(claimOf({}).limits), limits),
    HostConfig: fc.record({ Binds: fc.array(hostile), Privileged: fc.boolean() }),
    image: hostile,
    env: fc.dictionary(hostile, hostile),
  },
  { requiredKeys: [] },
)

/** Of every box that a claim may ask for. */
function policiesOf(run: ClaimedRun) {
  const { candidate, prober } = gradedShapes(images, run)
  return [visibleShape(images, run), candidate, prober].map((shape) => {
    const limits = { ...run.limits, ...shape.limits }
    return boxPolicy({ ...run, ...shape, command: [], env: {}, limits }, owner, slot)
  })
}

describe('whatever a job or a claim carries', () => {
  test('a job is two plain values or nothing', () => {
    let taken = 0
    const look = (job: unknown) => {
      const parsed = jobCatalogue.runs.safeParse(job)
      if (!parsed.success) return
      taken += 1
      expect(Object.keys(parsed.data).sort()).toEqual(['claimNo', 'runId'])
      expect(parsed.data.runId).toMatch(/^[0-9a-f-]{36}$/i)
      expect(Number.isSafeInteger(parsed.data.claimNo)).toBe(true)
    }
    fc.assert(fc.property(anyJob, look), { numRuns })
    expect(taken, 'some of them are good').toBeGreaterThan(numRuns / 20)
  })

  test('only enums and bounded numbers of it reach what the engine is asked for', () => {
    let taken = 0
    const look = (changes: object) => {
      const parsed = claimedRunSchema.safeParse({ ...claimOf({}), ...changes })
      if (!parsed.success) return
      taken += 1
      const run = parsed.data
      const plain = claimOf({ language: run.language, limits: run.limits, runId: run.runId })
      const policies = policiesOf(run)
      expect(policies, 'the same as without any text').toEqual(policiesOf(plain))
      expect(JSON.stringify(policies)).not.toContain(canary)
      for (const { Image, HostConfig } of policies) {
        expect(Object.values(images)).toContain(Image)
        expect(HostConfig.Memory).toBeLessThanOrEqual(4_096 * 1024 ** 2)
        expect(HostConfig.PidsLimit).toBeLessThanOrEqual(512)
      }
    }
    fc.assert(fc.property(anyClaim, look), { numRuns })
    expect(taken, 'some of them are good').toBeGreaterThan(numRuns / 20)
  })

  test('no text of it becomes a word of a script, and an order is one line', () => {
    const look = (suite: string, path: string[], entryFile: string) => {
      for (const kit of [kitOf('go'), kitOf('typescript'), kitOf('go').race!]) {
        for (const command of [kit.visibleCommand({ suite, path }), kit.gradedCommand(entryFile)]) {
          const [program = '', ...words] = command
          expect(['sh', 'go', 'node']).toContain(program)
          if (program === 'sh') expect(words.slice(0, 2).join()).not.toContain(canary)
          const env = kit.env(claimOf({}).limits)
          const order = writeOrder({ command, env }, { expireMs: 1, endMark: 'm' })
          expect(order.indexOf('\n')).toBe(order.length - 1)
          expect(JSON.parse(order)).toMatchObject({ command })
        }
      }
    }
    const names = fc.array(hostile, { minLength: 1, maxLength: 3 })
    fc.assert(fc.property(hostile, names, hostile, look), { numRuns })
  })
})
