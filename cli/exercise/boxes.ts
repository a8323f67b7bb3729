import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import type { ClaimedRun } from '#contracts/api/worker.ts'
import { shareOutChecks } from '#contracts/exercise-manifest.ts'
import type { RunOutcome } from '../../workers/runs/execution.ts'
import type { RunKind } from '#contracts/runs.ts'
import type { WorkspaceFile } from '#contracts/workspace.ts'
import { executeRun } from '../../workers/runs/execute-run.ts'
import { readProberKit } from '../../workers/runs/read-prober-kit.ts'
import { openDockerSandbox } from '../../workers/sandbox/docker.ts'
import { openInstallPaths } from '../../scripts/setup/install-paths.ts'
import { ensureImages, startSharedDocker } from '../../scripts/setup/sandbox.ts'
import type { ExerciseContent } from './reading/read-exercise.ts'

export interface Outcome {
  outcome: RunOutcome
  /** Of the whole run, boxes opened and closed. */
  durationMs: number
  /** What the prober said beside its report: where a broken probe says why. */
  complaint: string
}

export interface RunCall {
  kind: RunKind
  files: readonly WorkspaceFile[]
  onOutput?: (text: string) => void
}

/** Runs files as a candidate's for one exercise, through the very code of the worker. */
export interface Boxes {
  run: (exercise: Pick<ExerciseContent, 'manifest' | 'probes'>, call: RunCall) => Promise<Outcome>
  /** Ends what still runs, and the engine if nobody else of this checkout uses it. */
  stop: (force?: boolean) => Promise<void>
}

/** Needs Docker and the images, and neither a database nor a queue. */
export async function openBoxes(): Promise<Boxes> {
  const place = openInstallPaths('start')
  const docker = await startSharedDocker(place)
  try {
    const images = await ensureImages(docker.dockerHost)
    const proberKit = await readProberKit(join(place.checkout, 'prober-kit'))
    const owner = {
      installationId: 'exercise',
      workerId: `exercise-${process.pid}`,
      bootId: randomUUID(),
      runtime: process.env['SANDBOX_RUNTIME'] || null,
    }
    const now = () => Date.now()
    const sandbox = openDockerSandbox({ dockerHost: docker.dockerHost, owner, now })
    await sandbox.reap(now())
    const ending = new AbortController()
    const running = new Set<Promise<Outcome>>()
    return {
      run(exercise, call) {
        // Whoever waits for it is being ended too, and must not open another box meanwhile.
        if (ending.signal.aborted) return new Promise(() => undefined)
        const work = runOnce(
          { sandbox, images, proberKit, signal: ending.signal },
          claimOf(exercise, call),
          call,
        )
        running.add(work)
        return work.finally(() => running.delete(work))
      },
      async stop(force) {
        ending.abort()
        await Promise.allSettled(running)
        await docker.stop(force)
      },
    }
  } catch (error) {
    await docker.stop()
    throw error
  }
}

type RunDeps = Omit<Parameters<typeof executeRun>[0], 'log'> & { signal: AbortSignal }

async function runOnce(deps: RunDeps, claim: ClaimedRun, call: RunCall): Promise<Outcome> {
  const startedAt = performance.now()
  const notes = openNotes()
  const outcome = await executeRun({ ...deps, log: notes.log }, claim, {
    signal: deps.signal,
    onPhase: () => undefined,
    onOutput: call.onOutput ?? (() => undefined),
  })
  return { outcome, durationMs: performance.now() - startedAt, complaint: notes.proberSaid() }
}

function claimOf(
  { manifest, probes }: Pick<ExerciseContent, 'manifest' | 'probes'>,
  call: RunCall,
): ClaimedRun {
  return {
    status: 'claimed',
    runId: randomUUID(),
    attemptId: randomUUID(),
    claimNo: 1,
    kind: call.kind,
    language: manifest.language,
    entryFile: manifest.entryFile,
    files: [...call.files],
    limits: manifest.limits[call.kind],
    graded: call.kind === 'visible' ? null : { probeFiles: probes, ...shareOutChecks(manifest.checks) },
  }
}

/** The worker writes what the prober complained of into its log; an author wants to read it. */
function openNotes() {
  let said = ''
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const line: unknown = JSON.parse(chunk.toString('utf8'))
      if (typeof line === 'object' && line !== null && 'stderr' in line) said += String(line.stderr)
      done()
    },
  })
  return { log: pino({ level: 'info' }, sink), proberSaid: () => said.replace(/^seed .*\n/, '').trim() }
}
