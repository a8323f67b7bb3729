import { availableParallelism } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Sandbox } from '../../workers/sandbox/sandbox.ts'
import type { SandboxImages } from '../../sandbox-images/build.ts'
import { bareLatencies, bareThroughput, compileLatencies } from './bare.ts'
import { Clicker, type Click } from './clicker.ts'
import type { BenchWorker, Installation } from './installation.ts'
import { naiveLatencies } from './naive.ts'
import { workloads, type Workload } from './workloads.ts'

export interface MeasureDeps {
  installation: Installation
  sandbox: Sandbox
  images: SandboxImages
  dockerHost: string
  say: (line: string) => void
  onEnd: (stop: () => Promise<void>) => void
}

export interface Effort {
  samples: number
  throughputSeconds: number
  queued: number
}

export interface Measurement {
  workload: string
  bareMs: number[]
  compileMs: number[]
  naiveMs: number[]
  clicks: Click[]
  wholePerSecond: number
  barePerSecond: number
  workerMiB: number
}

/** Idle means that nobody clicks the moment a verdict is there: a person looks at it first. */
const thinkingMs = 1_000

/** Whole path, bare, compiling and naive take turns, so that a neighbour's burst of work falls on all alike. */
export async function measureWorkload(
  deps: MeasureDeps,
  workload: Workload,
  effort: Effort,
): Promise<Measurement> {
  deps.say(`${workload.name}: ${effort.samples} samples of each way, in turns`)
  const worker = await openWorker(deps, workload)
  const candidate = await Clicker.start(deps.installation.server, workload)
  const latencies = await measureLatencies(deps, { workload, candidate, samples: effort.samples })
  candidate.leave()
  deps.say(`${workload.name}: throughput, ${effort.throughputSeconds} s of each way`)
  const [barePerSecond, wholePerSecond] = await measureThroughput(deps, workload, effort.throughputSeconds)
  const workerMiB = worker.residentMiB()
  await worker.stop()
  return { workload: workload.name, ...latencies, wholePerSecond, barePerSecond, workerMiB }
}

const rounds = 5

async function measureLatencies(
  deps: MeasureDeps,
  { workload, candidate, samples }: { workload: Workload; candidate: Clicker; samples: number },
) {
  const clicks: Click[] = []
  const naiveMs: number[] = []
  const bareMs: number[] = []
  const compileMs: number[] = []
  // The first of each is for caches to fill, in the box's image as on the host.
  await candidate.click()
  await naiveLatencies(deps, workload, 1)
  const count = Math.ceil(samples / rounds)
  for (let round = 0; round < rounds; round++) {
    bareMs.push(...(await bareLatencies(deps, workload, count + 1)).slice(1))
    compileMs.push(...(await compileLatencies(deps, workload, count + 1)).slice(1))
    for (let sample = 0; sample < count; sample++) {
      await delay(thinkingMs)
      clicks.push(await candidate.click())
    }
    naiveMs.push(...(await naiveLatencies(deps, workload, count)))
  }
  return { clicks, naiveMs, bareMs, compileMs }
}

async function openWorker(deps: MeasureDeps, workload: Workload): Promise<BenchWorker> {
  const worker = await deps.installation.startWorker({
    RUN_SLOTS: String(availableParallelism()),
    GO_RACE_DETECTOR: workload.hasRaceDetector ? '1' : '0',
  })
  deps.onEnd(worker.stop)
  return worker
}

/** In turns too: half of each way, twice. */
async function measureThroughput(
  deps: MeasureDeps,
  workload: Workload,
  seconds: number,
): Promise<[number, number]> {
  const half = Math.ceil(seconds / 2)
  const rates = { bare: 0, whole: 0 }
  for (let turn = 0; turn < 2; turn++) {
    rates.bare += (await bareThroughput(deps, workload, half)) / 2
    rates.whole += (await wholeThroughput(deps, workload, half)) / 2
  }
  return [rates.bare, rates.whole]
}

/** Twice as many candidates as cores, each clicking again as soon as the verdict is there. */
async function wholeThroughput(deps: MeasureDeps, workload: Workload, seconds: number): Promise<number> {
  const count = availableParallelism() * 2
  const people = await Promise.all(
    Array.from({ length: count }, () => Clicker.start(deps.installation.server, workload)),
  )
  const startedAt = performance.now()
  const endsAt = startedAt + seconds * 1_000
  let done = 0
  let lastAt = startedAt
  const work = async (person: Clicker) => {
    while (performance.now() < endsAt) {
      await person.click()
      done += 1
      lastAt = performance.now()
    }
  }
  await Promise.all(people.map(work))
  for (const person of people) person.leave()
  return done / ((lastAt - startedAt) / 1_000)
}

export interface Fairness {
  idleStartMs: number[]
  /** B's start while A's clicks are queued. */
  busyStartMs: number[]
  accepted: number
  refused: number
}

/** A clicks as often as the platform lets them, without waiting for anything; meanwhile B clicks once. */
export async function measureFairness(deps: MeasureDeps, effort: Effort): Promise<Fairness> {
  deps.say(`fairness: B clicks while A has clicked ${effort.queued} times`)
  const [workload] = workloads
  if (workload === undefined) throw new Error('There is no workload.')
  const worker = await openWorker(deps, workload)
  const [a, b] = await Promise.all([
    Clicker.start(deps.installation.server, workload),
    Clicker.start(deps.installation.server, workload),
  ])
  const startOf = async () => (await b.click()).startMs ?? Infinity
  await b.click()
  const idleStartMs = [await startOf(), await startOf(), await startOf()]
  const taps = await Promise.all(Array.from({ length: effort.queued }, () => a.tap()))
  const busyStartMs = [await startOf()]
  a.leave()
  b.leave()
  await worker.stop()
  const accepted = taps.filter((status) => status === 202).length
  return { idleStartMs, busyStartMs, accepted, refused: taps.length - accepted }
}
