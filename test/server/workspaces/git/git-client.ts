import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface GitClient {
  folder: string
  run: (...args: string[]) => Promise<{ code: number; stdout: string; stderr: string }>
  /** As `run`, for a step that must work; answers what was printed. */
  must: (...args: string[]) => Promise<string>
  input: (input: string, ...args: string[]) => Promise<string>
  /** A whole line, as somebody pastes it into a terminal. */
  shell: (line: string) => Promise<void>
  close: () => Promise<void>
}

/** A folder of somebody's own with the real git in it. */
export async function openGitClient(): Promise<GitClient> {
  const folder = await mkdtemp(join(tmpdir(), 'fairtime-git-client-'))
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'A Candidate',
    GIT_AUTHOR_EMAIL: 'somebody@candidate.example',
    GIT_COMMITTER_NAME: 'A Candidate',
    GIT_COMMITTER_EMAIL: 'somebody@candidate.example',
  }
  const call = async (input: string, args: readonly string[]) => {
    const child = spawn('git', args, { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk) => (stdout += String(chunk)))
    child.stderr.on('data', (chunk) => (stderr += String(chunk)))
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    const [code] = await once(child, 'close')
    return { code: Number(code), stdout, stderr }
  }
  const strict = async (input: string, args: readonly string[]) => {
    const { code, stdout, stderr } = await call(input, args)
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
    return stdout
  }
  return {
    folder,
    run: (...args) => call('', args),
    must: (...args) => strict('', args),
    shell: async (line) => {
      const child = spawn('sh', ['-c', line], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
      let complaint = ''
      child.stderr.on('data', (chunk) => (complaint += String(chunk)))
      const [code] = await once(child, 'close')
      if (code !== 0) throw new Error(`${line}: ${complaint}`)
    },
    input: (input, ...args) => strict(input, args),
    close: () => rm(folder, { recursive: true, force: true }),
  }
}
