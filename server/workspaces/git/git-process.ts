import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { gitEnvironment } from './config.ts'

export interface GitPlace {
  /** The bare repository. */
  dir: string
  /** Where git keeps what it has not taken over yet, while it asks whether it should. */
  env?: Readonly<Record<string, string>>
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

/** Runs one git command and answers what it printed; throws `GitRefusal` when it fails, takes too long or prints too much. */
export async function runGit(call: GitCall): Promise<Buffer> {
  const child = spawn('git', ['--git-dir', call.dir, ...call.args], {
    env: { ...gitEnvironment, ...call.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), call.timeoutMs ?? usualTimeoutMs)
  const maxOutputBytes = call.maxOutputBytes ?? usualOutputBytes
  const printed: Buffer[] = []
  let printedBytes = 0
  let complaint = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printedBytes += chunk.length
    if (printedBytes > maxOutputBytes) child.kill('SIGKILL')
    else printed.push(chunk)
  })
  child.stderr.on(
    'data',
    (chunk: Buffer) => (complaint = (complaint + chunk.toString('utf8')).slice(0, 2_000)),
  )
  // A git that ends before it has read everything says why in its status.
  child.stdin.on('error', () => undefined)
  child.stdin.end(call.input ?? '')
  try {
    const [code] = await once(child, 'close')
    if (printedBytes > maxOutputBytes) throw new GitRefusal('it names more than is allowed')
    if (code !== 0) throw new GitRefusal(`git ${call.args[0] ?? ''}: ${complaint.trim() || `status ${code}`}`)
    return Buffer.concat(printed)
  } finally {
    clearTimeout(timer)
  }
}
