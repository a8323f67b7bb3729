import { randomUUID } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import Docker from 'dockerode'
import { pino } from 'pino'
import { afterEach, expect } from 'vitest'
import { claimedRunSchema, type ClaimedRun } from '#contracts/api/worker.ts'
import type { RunResult } from '#contracts/runs.ts'
import { watchBoxes, type WatchedSandbox } from '../../cli/corpus/watch-boxes.ts'
import { ensureSandboxImages } from '../../sandbox-images/build.ts'
import { executeRun } from '../../workers/runs/execute-run.ts'
import type { ExecuteDeps } from '../../workers/runs/execution.ts'
import { readProberKit } from '../../workers/runs/read-prober-kit.ts'
import { connectionOf } from '../../workers/sandbox/docker-address.ts'
import { openDockerSandbox } from '../../workers/sandbox/docker.ts'
import { boxLabels, type BoxOwner } from '../../workers/sandbox/limits.ts'
import type { Sandbox } from '../../workers/sandbox/sandbox.ts'

export const dockerHost = process.env['DOCKER_HOST'] ?? ''
const checkout = join(import.meta.dirname, '..', '..')

const watched: WatchedSandbox[] = []
/** Not one box that a test launches may differ from the golden policy, whatever the test is about. */
afterEach(async () => {
  const seen = await Promise.all(watched.map((one) => one.takeSeen()))
  expect(seen.flatMap((one) => one.drifts)).toEqual([])
})

export interface SandboxFixture {
  docker: Docker
  owner: BoxOwner
  sandbox: Sandbox
  execution: ExecuteDeps
  /** Executes a run and gives its verdict; a platform error fails the test. */
  run: (run: Partial<ClaimedRun>, watch?: Partial<Watch>) => Promise<RunResult>
  countBoxes: () => Promise<number>
}

interface Watch {
  signal: AbortSignal
  onPhase: (phase: string) => void
  onOutput: (text: string) => void
}

/** The real sandbox on the real engine, with an installation label of its own so that leaks can be counted. */
export async function openSandboxFixture(): Promise<SandboxFixture> {
  const docker = new Docker(connectionOf(dockerHost))
  const owner = {
    installationId: `test-${randomUUID().slice(0, 8)}`,
    workerId: 'test',
    bootId: randomUUID(),
    runtime: null,
  }
  const engine = openDockerSandbox({ dockerHost, owner, now: () => Date.now() })
  const watch = watchBoxes(engine, { cli: { dockerHost }, owner })
  watched.push(watch)
  const { sandbox } = watch
  const images = await ensureSandboxImages({ dockerHost, log: () => undefined })
  const proberKit = await readProberKit(join(checkout, 'prober-kit'))
  const execution = { sandbox, images, proberKit, log: pino({ level: 'silent' }) }
  return {
    docker,
    owner,
    sandbox,
    execution,
    run: async (run, watch = {}) => {
      const outcome = await executeRun(execution, claimOf(run), {
        signal: new AbortController().signal,
        onPhase: () => undefined,
        onOutput: () => undefined,
        ...watch,
      })
      if (outcome.kind === 'platform_error') throw new Error(`platform error: ${outcome.message}`)
      return outcome.result
    },
    countBoxes: async () => {
      const filters = { label: [`${boxLabels.installation}=${owner.installationId}`] }
      return (await docker.listContainers({ all: true, filters })).length
    },
  }
}

export function claimOf(run: Partial<ClaimedRun>): ClaimedRun {
  const claim = {
    status: 'claimed',
    runId: randomUUID(),
    attemptId: randomUUID(),
    claimNo: 1,
    kind: 'visible',
    language: 'go',
    entryFile: 'main.go',
    files: [],
    limits: { wallMs: 20_000, memoryMiB: 512, pids: 128, outputKiB: 64 },
    graded: null,
    ...run,
  }
  return claimedRunSchema.parse(claim)
}

export function filesOf(contents: Record<string, string>): ClaimedRun['files'] {
  return Object.entries(contents).map(([path, content]) => ({ path, content }))
}

/** A folder of the repository as the files of a run. */
export async function readFolder(...parts: string[]): Promise<ClaimedRun['files']> {
  const root = join(checkout, ...parts)
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      return { path: relative(root, path), content: await readFile(path, 'utf8') }
    }),
  )
}
