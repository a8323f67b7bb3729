import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { pino } from 'pino'
import type { ClaimedRun } from '#contracts/api/worker.ts'
import type { SandboxImages } from '../../sandbox-images/build.ts'
import { executeRun } from '../../workers/runs/execute-run.ts'
import { readProberKit } from '../../workers/runs/read-prober-kit.ts'
import { openDockerSandbox } from '../../workers/sandbox/docker.ts'
import type { SeenRun } from './judge-case.ts'
import { watchBoxes, type WatchedSandbox } from './watch-boxes.ts'

export interface CorpusBoxes {
  installationId: string
  runtime: string | null
  /** Through the worker's own code, from the claim to the report. */
  run: (claim: ClaimedRun) => Promise<SeenRun>
  takeSeen: WatchedSandbox['takeSeen']
}

interface BoxesDeps {
  dockerHost: string
  images: SandboxImages
  checkout: string
  runtime: string | null
  signal: AbortSignal
}

/** Boxes with a label of their own, so that whatever is left of them can be told from everybody else's. */
export async function openCorpusBoxes(deps: BoxesDeps): Promise<CorpusBoxes> {
  const installationId = `corpus-${randomUUID().slice(0, 8)}`
  const owner = { installationId, workerId: 'corpus', bootId: randomUUID(), runtime: deps.runtime }
  const docker = openDockerSandbox({ dockerHost: deps.dockerHost, owner, now: () => Date.now() })
  const { sandbox, takeSeen } = watchBoxes(docker, { cli: { dockerHost: deps.dockerHost }, owner })
  const proberKit = await readProberKit(join(deps.checkout, 'prober-kit'))
  const execution = { sandbox, images: deps.images, proberKit, log: pino({ level: 'silent' }) }
  const run = async (claim: ClaimedRun): Promise<SeenRun> => {
    const startedAt = performance.now()
    const live: string[] = []
    const outcome = await executeRun(execution, claim, {
      signal: deps.signal,
      onPhase: () => undefined,
      onOutput: (text) => void live.push(text),
    })
    const tookMs = performance.now() - startedAt
    return { outcome, live: live.join(''), tookMs, limits: claim.limits }
  }
  return { installationId, runtime: deps.runtime, run, takeSeen }
}
