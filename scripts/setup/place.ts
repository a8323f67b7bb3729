import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where one installation keeps its things. Tests have a state folder of their own beside the one that `npm start` uses. */
export interface Place {
  checkout: string
  /** Everything that must survive a restart. */
  state: string
  /** Sockets and pid files: a short path, because a unix socket's path is limited to 107 bytes. */
  run: string
  /** The same of what `npm start` and `npm test` of one checkout use together: its engine. */
  sharedRun: string
}

export function openPlace(kind: 'start' | 'test'): Place {
  const checkout = join(import.meta.dirname, '..', '..')
  const shared = join(checkout, '.fairtime')
  const state = kind === 'start' ? shared : join(shared, 'test')
  const key = createHash('sha256').update(checkout).digest('hex').slice(0, 8)
  const run = join(runParent(), `fairtime-${key}`)
  mkdirSync(state, { recursive: true, mode: 0o755 })
  mkdirSync(run, { recursive: true, mode: 0o755 })
  return { checkout, state, run: kind === 'start' ? run : join(run, 'test'), sharedRun: run }
}

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

function runParent(): string {
  return isRoot() ? '/run' : (process.env['XDG_RUNTIME_DIR'] ?? tmpdir())
}
