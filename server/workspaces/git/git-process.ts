import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { gitEnvironment } from './config.ts'

export interface GitPlace {
  /** The bare repository. */
  dir: string
}

export interface GitCall extends GitPlace {
  args: readonly string[]
  input?: string | Uint8Array
  timeoutMs?: number
  /** More output than this ends the process: a small upload may name very much. */
  maxOutputBytes?: number
}

/** What git refused, in its own words. */
export class GitRefusal extends Error {
  override name = 'GitRefusal'
}

const usualTimeoutMs = 20_000
const usualOutputBytes = 64 * 1024 * 1024
/** Saves go first: whoever types waits for nobody's push. */
const lowPriority = 10

/** In the units of the shell: KiB of address space, seconds of processor time, 512-byte blocks of one file. Git alone is held by
 * them, and no code of a candidate, so soft limits do. */
const limits = 'ulimit -S -v 2097152; ulimit -S -t 20; ulimit -S -f 131072'

/**
 * Starts git in a process group of its own, under limits. What `stop` ends is the whole group: git hands its work to further
 * processes, which outlive the first where that one alone is killed.
 */
export function spawnGit(
  args: readonly string[],
  options: { env?: Readonly<Record<string, string>>; stdio: SpawnOptions['stdio']; timeoutMs: number },
): { child: ChildProcess; stop: () => void } {
  const child = spawn('sh', ['-c', `${limits}; exec git "$@"`, 'git', ...args], {
    env: { ...gitEnvironment, ...options.env },
    stdio: options.stdio,
    detached: true,
  })
  const { pid } = child
  const stop = () => {
    if (pid !== undefined) endGroup(pid)
  }
  if (pid !== undefined) stepBack(pid)
  const timer = setTimeout(stop, options.timeoutMs)
  child.once('close', () => clearTimeout(timer))
  child.once('error', () => clearTimeout(timer))
  return { child, stop }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

function stepBack(pid: number): void {
  try {
    setPriority(pid, lowPriority)
  } catch {
    // It has ended by itself, or the system does not let us; then it runs like everything else.
  }
}

/** Runs one git command and answers what it printed; throws `GitRefusal` when it fails, takes too long or prints too much. */
export async function runGit(call: GitCall): Promise<Buffer> {
  const { status, printed, complaint } = await tryGit(call)
  if (status !== 0) throw new GitRefusal(`git ${call.args[0] ?? ''}: ${complaint || `status ${status}`}`)
  return printed
}

/** As `runGit`, for a command that says no by its status. */
export async function tryGit(
  call: GitCall,
): Promise<{ status: number | null; printed: Buffer; complaint: string }> {
  const { child, stop } = spawnGit(['--git-dir', call.dir, ...call.args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    timeoutMs: call.timeoutMs ?? usualTimeoutMs,
  })
  const maxOutputBytes = call.maxOutputBytes ?? usualOutputBytes
  const printed: Buffer[] = []
  let printedBytes = 0
  let complaint = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    printedBytes += chunk.length
    if (printedBytes > maxOutputBytes) stop()
    else printed.push(chunk)
  })
  child.stderr?.on(
    'data',
    (chunk: Buffer) => (complaint = (complaint + chunk.toString('utf8')).slice(0, 2_000)),
  )
  // A git that ends before it has read everything says why in its status.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(call.input ?? '')
  const [code] = await once(child, 'close')
  if (printedBytes > maxOutputBytes) throw new GitRefusal('it names more than is allowed')
  const status = typeof code === 'number' ? code : null
  return { status, printed: Buffer.concat(printed), complaint: complaint.trim() }
}
