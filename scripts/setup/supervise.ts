import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InstallPaths } from './install-paths.ts'
import { findOurProcess, sendSignal, stopProcess, type Started } from './services/processes.ts'
import { say } from './log.ts'

const firstBackoffMs = 500
const longestBackoffMs = 30_000
/** A process that lived this long did not die of its start, so its next restart is quick again. */
const settledAfterMs = 60_000
const stopTimeoutMs = 20_000

export interface Program {
  name: string
  /** Path inside the checkout. */
  entry: string
  env: Record<string, string | undefined>
}

/** Ends a process that a killed parent left running: it would hold the port and take the jobs of its successor. */
export async function endOrphan(
  place: InstallPaths,
  program: Pick<Program, 'name' | 'entry'>,
): Promise<void> {
  const pid = findOurProcess(join(place.run, `${program.name}.pid`), join(place.checkout, program.entry))
  if (pid !== null) await stopProcess(pid, { signal: 'SIGTERM', timeoutMs: stopTimeoutMs })
}

/** Keeps one of our processes running until it is stopped. */
export async function supervise(place: InstallPaths, program: Program): Promise<Started> {
  const pidFile = join(place.run, `${program.name}.pid`)
  mkdirSync(place.run, { recursive: true })
  await endOrphan(place, program)
  const state: State = { child: null, timer: null, isStopping: false, backoffMs: firstBackoffMs }
  start({ place, program, pidFile, state })
  const stop = async (force = false) => {
    state.isStopping = true
    if (state.timer) clearTimeout(state.timer)
    const pid = state.child?.pid
    if (pid !== undefined && force) sendSignal(pid, 'SIGKILL')
    if (pid !== undefined) await stopProcess(pid, { signal: 'SIGTERM', timeoutMs: stopTimeoutMs })
    rmSync(pidFile, { force: true })
  }
  return { stop }
}

interface State {
  child: ChildProcess | null
  timer: NodeJS.Timeout | null
  isStopping: boolean
  backoffMs: number
}

interface Supervised {
  place: InstallPaths
  program: Program
  pidFile: string
  state: State
}

function start({ place, program, pidFile, state }: Supervised): void {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [join(place.checkout, program.entry)], {
    cwd: place.checkout,
    env: program.env,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  })
  state.child = child
  if (child.pid !== undefined) writeFileSync(pidFile, String(child.pid))
  child.once('exit', (code, signal) => {
    state.child = null
    if (state.isStopping) return
    if (performance.now() - startedAt > settledAfterMs) state.backoffMs = firstBackoffMs
    const reason = signal ?? `exit code ${code}`
    say(`the ${program.name} ended (${reason}); starting it again in ${state.backoffMs / 1_000} s`)
    state.timer = setTimeout(() => start({ place, program, pidFile, state }), state.backoffMs)
    state.backoffMs = Math.min(state.backoffMs * 2, longestBackoffMs)
  })
}
