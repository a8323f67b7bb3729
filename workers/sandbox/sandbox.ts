import type { Limits } from '#contracts/exercise-manifest.ts'

export interface BoxFile {
  /** Relative to the working folder. */
  path: string
  content: string
  /** As git keeps it: whether it may be started as a program. */
  executable?: boolean | undefined
}

/** What is fixed once a box exists. Everything else comes with the run, so a box may wait for its run. */
export interface BoxShape {
  role: 'candidate' | 'prober'
  image: string
  limits: Pick<Limits, 'memoryMiB' | 'pids'>
  cpus: number
  /** Joins the network namespace of another open box: both see one loopback interface and nothing else. */
  sharesNetworkOf?: Pick<Box, 'id'>
}

export interface BoxSpec extends BoxShape {
  runId: string
  command: readonly string[]
  env: Readonly<Record<string, string>>
  files: readonly BoxFile[]
  limits: Limits
  sharesNetworkOf?: Box
  onOutput: (stream: 'stdout' | 'stderr', chunk: Buffer) => void
}

/** Why a box ended. Only `itself` says anything about the exit code; the others were ended from outside. */
export type EndedBy = 'itself' | 'wall' | 'output' | 'stopped'

/** What was seen from outside once a box had ended. */
export interface BoxEnd {
  endedBy: EndedBy
  exitCode: number
  isOutOfMemory: boolean
  durationMs: number
}

/** One sealed place that runs one command once. */
export interface Box {
  id: string
  /** Never rejects because of what the code inside did; rejects with `EngineError` when the engine failed us. */
  ended: Promise<BoxEnd>
  stop: (why: Exclude<EndedBy, 'itself'>) => void
  /** Removes it, whatever state it is in. Safe to call twice. */
  close: () => Promise<void>
}

/** What a box's policy depends on. */
export type BoxPlan = BoxShape & Pick<BoxSpec, 'runId' | 'command' | 'env' | 'limits'>

/** A box whose process 1 waits for its order. It is used once or removed. */
export interface WaitingBox {
  id: string
  isAlive: () => boolean
  /** Hands the run over in one write; the time limit counts from here. */
  begin: (spec: BoxSpec) => Promise<Box>
  close: () => Promise<void>
}

/** The one door through which code of strangers is run. */
export interface Sandbox {
  /** Starts a box that waits for at most so long and then ends by itself. */
  prepare: (shape: BoxShape, waitMs: number) => Promise<WaitingBox>
  open: (spec: BoxSpec) => Promise<Box>
  isReachable: () => Promise<boolean>
  /** Opens a box and removes it; throws when the engine no longer does that. */
  tryOut: (image: string) => Promise<void>
  /** Removes boxes that an earlier boot of this worker, or a dead sibling, left behind; answers how many. Called regularly. */
  reap: (nowMs: number) => Promise<number>
}

/** The engine did not do what was asked: our failure, never the candidate's. */
export class EngineError extends Error {
  override name = 'EngineError'
}
