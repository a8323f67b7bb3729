import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Runs a candidate's TypeScript program as the sandbox would. Returns what ends it. */
export function startCandidate(directory: string, ports: { own: number; upstream: number }) {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: directory,
    env: {
      PATH: process.env['PATH'],
      PORT: String(ports.own),
      UPSTREAM_URL: `http://127.0.0.1:${ports.upstream}`,
    },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  return async () => {
    child.kill('SIGKILL')
    await ended
  }
}
