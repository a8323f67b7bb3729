import type { DockerCli } from '../../sandbox-images/docker-cli.ts'
import type { CorpusBoxes } from './boxes.ts'
import type { RunnableCase } from './case-file.ts'
import { claimCase, newCanary } from './claim-case.ts'
import { judgeCase, type SeenCase, type SeenRun } from './judge-case.ts'
import { findLeftovers, memoryKept, readMemory, type HostView } from './leftovers.ts'
import type { Neighbour } from './neighbour.ts'

const memoryShare = 0.02

export interface CaseDeps {
  cli: DockerCli
  host: HostView
  boxes: CorpusBoxes
  checkout: string
  /** Null where other work on the machine would make the figures meaningless: then time and memory are not looked at. */
  neighbour: Neighbour | null
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

/** Runs one hostile program as often as it asks for, looks around afterwards, and says what was not as promised. */
export async function runCase(deps: CaseDeps, one: RunnableCase): Promise<CaseResult> {
  const canary = newCanary()
  const { expect } = one
  const before = await readMemory()
  const runs: SeenRun[] = []
  let isOver = false
  const hostile = runAll(deps, one, { canary, runs }).finally(() => (isOver = true))
  const neighbour = expect.disturbs ? deps.neighbour?.timeBeside(() => isOver) : undefined
  const [beside = null] = await Promise.all([neighbour, hostile])
  const { installationId } = deps.boxes
  const { ids, drifts } = await deps.boxes.takeSeen()
  const seen: SeenCase = {
    runs,
    drifts,
    leftovers: await findLeftovers(deps.cli, deps.host, { installationId, ids }),
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
