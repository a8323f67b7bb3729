import type { RunReport } from '#contracts/jobs.ts'
import type { RunPhase } from '#contracts/runs.ts'
import type { Logger } from 'pino'
import type { SandboxImages } from '../../sandbox-images/build.ts'
import type { BoxFile, Sandbox } from '../sandbox/sandbox.ts'

export interface ExecuteDeps {
  sandbox: Sandbox
  images: SandboxImages
  /** The files that every prober box gets, beside the exercise's own probes. */
  proberKit: readonly BoxFile[]
  /** Visible Go tests run with the race detector. Slower, so it is this installation's choice. */
  hasRaceDetector?: boolean
  log: Logger
}

/** Told while a run works; nothing depends on it. */
export interface RunWatch {
  signal: AbortSignal
  onPhase: (phase: RunPhase) => void
  onOutput: (text: string) => void
}

/** We could not judge a run. Retried by the server, and never the candidate's loss. */
export class PlatformError extends Error {
  override name = 'PlatformError'
}

/** How executing a run ends; giving a run back is the consumer's own word. */
export type RunOutcome = Exclude<RunReport['outcome'], { kind: 'released' }>
