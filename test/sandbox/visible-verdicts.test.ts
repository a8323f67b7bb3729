import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { programs } from './programs.ts'
import { filesOf, openSandboxFixture, type SandboxFixture } from './sandbox-fixture.ts'

let fixture: SandboxFixture
beforeAll(async () => {
  fixture = await openSandboxFixture()
}, 300_000)
afterAll(async () => {
  expect(await fixture.countBoxes()).toBe(0)
})

const limits = { wallMs: 20_000, memoryMiB: 512, pids: 128, outputKiB: 64 }

describe('a visible run ends in its verdict', () => {
  test.each(programs)('$language: $title → $verdict', async (program) => {
    const result = await fixture.run({
      language: program.language,
      files: filesOf(program.files),
      limits: { ...limits, ...program.limits },
    })
    expect(result, result.output).toMatchObject({
      verdict: program.verdict,
      cause: expect.stringMatching(program.cause),
    })
    expect(Buffer.byteLength(result.output)).toBeLessThanOrEqual(limits.outputKiB * 1024)
    expect(await fixture.countBoxes()).toBe(0)
  })
})

describe('while it runs', () => {
  test('phases and output are told in order', async () => {
    const told: string[] = []
    const { tests } = await fixture.run(
      { language: 'go', files: filesOf(programs[0]!.files) },
      { onPhase: (phase) => told.push(phase), onOutput: (text) => text && told.push('text') },
    )
    expect([...new Set(told)].filter((word) => word !== 'text')).toEqual([
      'building',
      'testing',
      'collecting',
    ])
    expect(told).toContain('text')
    expect(tests).toMatchObject([{ name: 'TestIt', suite: 'demo', status: 'passed' }])
  })

  test('a run that is called off leaves nothing behind', async () => {
    const calledOff = new AbortController()
    const onPhase = (phase: string) => phase === 'testing' && calledOff.abort()
    const endless = programs.find((program) => program.verdict === 'timed_out')!
    await fixture.run(
      { language: 'go', files: filesOf(endless.files) },
      { signal: calledOff.signal, onPhase },
    )
    expect(await fixture.countBoxes()).toBe(0)
  })
})
