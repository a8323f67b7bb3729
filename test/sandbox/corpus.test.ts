import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chooseCases, readArguments } from '../../cli/corpus/arguments.ts'
import { openCorpusBoxes } from '../../cli/corpus/boxes.ts'
import { isRunnable, readCorpus } from '../../cli/corpus/case-file.ts'
import { claimCase, newCanary } from '../../cli/corpus/claim-case.ts'
import { judgeCase } from '../../cli/corpus/judge-case.ts'
import { viewHost } from '../../cli/corpus/find-remains.ts'
import { runCase, type CaseDeps } from '../../cli/corpus/run-case.ts'
import { ensureSandboxImages } from '../../sandbox-images/build.ts'
import { dockerHost } from './sandbox-fixture.ts'

const checkout = join(import.meta.dirname, '..', '..')
const corpus = await readCorpus(join(import.meta.dirname, 'corpus'))
const forgeries = { from: 53, to: 72 }
const lastNumber = 78

describe('the corpus', () => {
  test('has every number, and says of what it leaves out why', () => {
    const numbers = new Set(corpus.map((one) => one.expect.number))
    expect(
      Array.from({ length: lastNumber }, (_, index) => index + 1).filter((n) => !numbers.has(n)),
    ).toEqual([])
  })
  test('has every forgery as a program that may not pass', () => {
    const runnable = new Set(corpus.filter(isRunnable).map((one) => one.expect.number))
    for (let number = forgeries.from; number <= forgeries.to; number++) expect(runnable).toContain(number)
  })
  test('brings files for every program', () => {
    const empty = corpus.filter((one) => isRunnable(one) && one.files.length === 0)
    expect(empty.map((one) => one.name)).toEqual([])
  })
  test('is chosen from by number, by name and by haste', () => {
    const choose = (...words: string[]) => chooseCases(corpus, readArguments(words)!).map((one) => one.name)
    expect(choose('--only', '54,77-writes-everywhere-go')).toEqual([
      '54-exit-in-the-handler',
      '77-writes-everywhere-go',
    ])
    expect(choose('--only', '51')).toEqual([])
    expect(choose('--quick').length).toBeGreaterThan(8)
    expect(readArguments(['--slow'])).toBeNull()
  })
})

describe('a quick hostile program', () => {
  const calledOff = new AbortController()
  let deps: CaseDeps
  beforeAll(async () => {
    const cli = { dockerHost }
    const images = await ensureSandboxImages({ dockerHost, log: () => undefined })
    const boxes = await openCorpusBoxes({ ...cli, images, checkout, runtime: null, signal: calledOff.signal })
    // Other tests run beside this one, so time and memory of the host would tell about them.
    deps = { cli, host: await viewHost(cli), boxes, checkout, neighbour: null, isNeighbourBesideAll: false }
  }, 300_000)
  afterAll(() => calledOff.abort())

  test('that hunts for hidden checks would find one, and is told of', async () => {
    const hunter = chooseCases(corpus, readArguments(['--only', '58-hunts-for-the-checks-typescript'])!)[0]!
    const canary = newCanary()
    const claim = await claimCase(checkout, hunter, canary)
    claim.files.push({ path: 'deep/down/leak.txt', content: `before ${canary} after` })
    const seen = {
      runs: [await deps.boxes.run(claim)],
      isTimed: false,
      drifts: [],
      remains: [],
      memoryKeptShare: null,
      neighbour: null,
    }
    expect(judgeCase(hunter.expect, seen, canary).join()).toMatch(/canary/)
  })

  const quick = chooseCases(corpus, { quick: true, json: false, only: [] })
  test.each(quick.map((one) => [one.name, one] as const))(
    '%s',
    async (_name, one) => {
      const result = await runCase(deps, one)
      expect(result.faults).toEqual([])
    },
    120_000,
  )
})
