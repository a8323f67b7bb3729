import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** What was started, and how to end it. A part that belongs to somebody else has a stop that does nothing. */
export interface Started {
  stop: (force?: boolean) => Promise<void>
  /** Of a service of our own: whether its process lives. */
  isRunning?: () => boolean
}

const pollMs = 25

/** Starts a service in a session of its own, so that Ctrl-C reaches it only through us and in our order. */
export function startService(command: string, args: string[], logFile: string): ChildProcess {
  const log = openSync(logFile, 'a')
  try {
    const child = spawn(command, args, { stdio: ['ignore', log, log], detached: true })
    child.unref()
    return child
  } finally {
    closeSync(log)
  }
}

/** The same, for a service whose files nobody else on the machine may read. */
export const startPrivateService = (command: string, args: string[], logFile: string): ChildProcess =>
  startService('sh', ['-c', 'umask 077; exec "$0" "$@"', command, ...args], logFile)

/** Polls because the services tell readiness only by answering; ends at once when the process has died. */
export async function waitUntilReady(
  service: { name: string; child: ChildProcess | null; logFile: string; timeoutMs: number },
  isReady: () => Promise<boolean>,
): Promise<void> {
  let failure: Error | undefined
  service.child?.once('error', (error) => (failure = error))
  const deadline = performance.now() + service.timeoutMs
  while (!(await isReady())) {
    const hasEnded = service.child !== null && service.child.exitCode !== null
    if (failure || hasEnded || performance.now() > deadline) {
      const reason =
        failure?.message ?? (hasEnded ? 'it ended at once' : `no answer in ${service.timeoutMs} ms`)
      throw new Error(
        `${service.name} does not start (${reason}). Its last words:\n${lastLines(service.logFile)}`,
      )
    }
    await delay(pollMs)
  }
}

/** The process of a pid file, if it lives and its command line shows that it is ours and not a later one of that number. */
export function findOurProcess(pidFile: string, mark: string): number | null {
  if (!existsSync(pidFile)) return null
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  return Number.isInteger(pid) && pid > 1 && commandLine(pid).includes(mark) ? pid : null
}

export async function stopProcess(
  pid: number,
  { signal, timeoutMs }: { signal: NodeJS.Signals; timeoutMs: number },
): Promise<void> {
  sendSignal(pid, signal)
  const deadline = performance.now() + timeoutMs
  while (isAlive(pid)) {
    if (performance.now() > deadline) sendSignal(pid, 'SIGKILL')
    await delay(pollMs)
  }
}

export function removeFiles(...paths: string[]): void {
  for (const path of paths) rmSync(path, { force: true })
}

/** The output of a short command, or null when it is missing or fails. */
export function readCommand(command: string, args: string[], timeoutMs = 10_000): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: timeoutMs }, (error, stdout) => resolve(error ? null : stdout.trim()))
  })
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch {
    return false
  }
}

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Already gone, which is what the caller wants.
  }
}

function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

function lastLines(file: string): string {
  return existsSync(file)
    ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-12).join('\n')
    : '(nothing)'
}
