import { createServer, type Server } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { mkdtemp, mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boxDirectory, freePorts, listen, portOf, runProber, type ProberRun } from './run-prober.ts'

const directory = boxDirectory('misbehaving')
let candidate: Server
let run: ProberRun

beforeAll(async () => {
  candidate = await listen(createServer((_request, response) => response.end()))
  const [upstreamPort] = await freePorts()
  const env = { SEED: 'a seed' }
  run = await runProber({ directory, candidatePort: portOf(candidate), upstreamPort, env })
}, 30_000)

afterAll(() => new Promise((resolve) => candidate.close(resolve)))

const seen = (id: string, from = run) => from.cards.find((card) => card.checkId === id)

test('every check has exactly one card, in order, and then comes the last frame', () => {
  const ids = run.cards.map((card) => card.checkId)
  expect(ids).toHaveLength(10)
  expect(new Set(ids).size).toBe(10)
  expect(run.frames[0]?.type).toBe('ready')
  expect(run.frames.at(-1)).toEqual({ type: 'finished', checkIds: ids })
  expect(run.exitCode).toBe(0)
})

test('a check that throws is a failed card that says so', () => {
  expect(seen('throws-at-once')).toMatchObject({
    passed: false,
    seen: expect.stringContaining('no such thing'),
  })
  expect(seen('throws-a-text')).toMatchObject({ passed: false, seen: expect.stringContaining('just a text') })
  expect(run.stderr).toContain('check throws-at-once threw')
})

test('a check that never ends is stopped at its cap', () => {
  expect(seen('never-ends')).toMatchObject({
    passed: false,
    seen: "Not done after 1 s, which is this check's limit. It is here to be stopped.",
  })
})

test('what breaks outside a check harms neither it nor the next', () => {
  expect(seen('breaks-outside')).toMatchObject({ passed: true, seen: 'still here' })
  expect(seen('last')).toMatchObject({ passed: true, seen: 'fine' })
  expect(run.stderr).toContain('thrown where nobody waits')
})

test('printing does not reach the frames', () => {
  expect(run.frames.filter((frame) => frame.type === 'finished')).toHaveLength(1)
  expect(run.stderr).toContain('"finished"')
})

test('text is made safe to keep and to show', () => {
  const card = seen('says-odd-things')
  expect(card?.seen).toHaveLength(2_000)
  expect(card?.seen.isWellFormed()).toBe(true)
  expect(card?.seen).not.toContain('\u0007')
  expect(seen('says-nothing')?.seen).toBe('nothing')
})

test('an expectation that is not met speaks for itself', () => {
  expect(seen('waits-in-vain')).toMatchObject({ passed: false, seen: 'Expected a request; none came.' })
})

test('the same seed draws the same inputs, another seed others', async () => {
  const [upstreamPort] = await freePorts()
  const again = (env: Record<string, string>) =>
    runProber({ directory, candidatePort: portOf(candidate), upstreamPort, env })
  expect(seen('draws', await again({ SEED: 'a seed' }))?.seen).toBe(seen('draws')?.seen)
  const fresh = await again({})
  expect(seen('draws', fresh)?.seen).not.toBe(seen('draws')?.seen)
  expect(fresh.stderr).toMatch(/^seed [0-9a-f-]{36}$/m)
}, 30_000)

test('a service that never listens is named as such, on every card too', async () => {
  const [candidatePort, upstreamPort] = await freePorts()
  const env = { READY_TIMEOUT_MS: '300' }
  const silent = await runProber({ directory, candidatePort, upstreamPort, env })
  expect(silent.frames[0]).toMatchObject({
    type: 'never-ready',
    reason: expect.stringContaining('Nothing listened'),
  })
  expect(silent.cards).toHaveLength(10)
  expect(silent.cards.every((card) => !card.passed && card.seen.startsWith('Not tried.'))).toBe(true)
  expect(silent.frames.at(-1)?.type).toBe('finished')
})

test('an upstream port that was taken by the candidate is told apart from our own mistakes', async () => {
  const squatter = await listen(createTcpServer())
  const taken = await runProber({
    directory,
    candidatePort: portOf(candidate),
    upstreamPort: portOf(squatter),
  })
  expect(taken.frames[0]).toMatchObject({
    type: 'never-ready',
    reason: expect.stringContaining('already taken'),
  })
  expect(taken.exitCode).toBe(0)
  await new Promise((resolve) => squatter.close(resolve))
})

test.each([
  ['exports nothing', 'export const nothing = 1', /exports no list named "checks"/],
  ['does not parse', 'export const checks = [', /the prober could not do its work/],
])('a probes file that %s ends the run without a last frame', async (_what, source, words) => {
  const broken = await mkdtemp(join(tmpdir(), 'probes-'))
  await mkdir(join(broken, 'probes'))
  await writeFile(join(broken, 'probes/checks.ts'), source)
  const [upstreamPort] = await freePorts()
  const ended = await runProber({ directory: broken, candidatePort: portOf(candidate), upstreamPort })
  expect(ended.exitCode).toBe(1)
  expect(ended.frames).toEqual([])
  expect(ended.stderr).toMatch(words)
})
