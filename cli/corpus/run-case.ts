import type { DockerCli } from '../../sandbox-images/docker-cli.ts'
import type { CorpusBoxes } from './boxes.ts'
import { expectedUnder, type RunnableCase } from './case-file.ts'
import { claimCase, newCanary } from './claim-case.ts'
import { judgeCase, maxSlowdown, type SeenCase, type SeenRun } from './judge-case.ts'
import { findRemains, memoryKept, readMemory, type HostView } from './find-remains.ts'
import type { Neighbour } from './neighbour.ts'

const memoryShare = 0.02

export interface CaseDeps {
  cli: DockerCli
  host: HostView
  boxes: CorpusBoxes
  checkout: string
  /** Null where other work on the machine would make the figures meaningless: then time and memory are not looked at. */
  neighbour: Neighbour | null
  /** Beside every program, not only beside those that use up the host. */
  isNeighbourBesideAll: boolean
}

export interface CaseResult {
  name: string
  about: string
  verdicts: string[]
  tookMs: number
  slowdown: number | null
  faults: string[]
  /** The last lines of what it printed. */
  said: string[]
}

const keptLines = 8
const besideRounds = 3

/** Runs one hostile program as often as it asks for, looks around afterwards, and says what was not as promised. */
export async function runCase(deps: CaseDeps, one: RunnableCase): Promise<CaseResult> {
  const canary = newCanary()
  const expect = expectedUnder(deps.boxes.runtime, one.expect)
  const before = await readMemory()
  const runs: SeenRun[] = []
  const beside = await runBeside(deps, one, { canary, runs })
  const { installationId } = deps.boxes
  const { ids, drifts } = await deps.boxes.takeSeen()
  const seen: SeenCase = {
    runs,
    isTimed: deps.neighbour !== null,
    drifts,
    remains: await findRemains(deps.cli, deps.host, { installationId, ids }),
    memoryKeptShare: deps.neighbour === null ? null : await memoryKept(before, memoryShare),
    neighbour: beside,
  }
  return {
    name: one.name,
    about: expect.about,
    verdicts: runs.map(({ outcome }) => (outcome.kind === 'verdict' ? outcome.result.verdict : outcome.kind)),
    tookMs: Math.max(...runs.map((run) => run.tookMs)),
    slowdown: beside?.slowdown ?? null,
    faults: judgeCase(expect, seen, canary),
    said: runs.flatMap(({ outcome }) =>
      outcome.kind === 'verdict' ? outcome.result.output.trimEnd().split('\n').slice(-keptLines) : [],
    ),
  }
}

/** A short program leaves room for one try beside it, so it is run again before a slow one is held against it. */
async function runBeside(
  deps: CaseDeps,
  one: RunnableCase,
  into: { canary: string; runs: SeenRun[] },
): Promise<SeenCase['neighbour']> {
  let best: SeenCase['neighbour'] = null
  for (let round = 0; round < besideRounds; round++) {
    const beside = await runOnceBeside(deps, one, into)
    if (beside === null || beside.verdict !== 'passed') return beside ?? best
    if (best === null || beside.slowdown < best.slowdown) best = beside
    if (best.slowdown <= maxSlowdown) break
  }
  return best
}

async function runOnceBeside(
  deps: CaseDeps,
  one: RunnableCase,
  into: { canary: string; runs: SeenRun[] },
): Promise<SeenCase['neighbour']> {
  let isOver = false
  const hostile = runAll(deps, one, into).finally(() => (isOver = true))
  const isBeside = one.expect.disturbs || deps.isNeighbourBesideAll
  const neighbour = isBeside ? deps.neighbour?.timeBeside(() => isOver, one.expect) : undefined
  const [beside = null] = await Promise.all([neighbour, hostile])
  return beside
}

async function runAll(
  deps: CaseDeps,
  one: RunnableCase,
  { canary, runs }: { canary: string; runs: SeenRun[] },
): Promise<void> {
  for (let round = 0; round < one.expect.times; round++) {
    const claims = Array.from({ length: one.expect.together }, () => claimCase(deps.checkout, one, canary))
    runs.push(...(await Promise.all((await Promise.all(claims)).map(deps.boxes.run))))
  }
}
