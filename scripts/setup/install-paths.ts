import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where one installation keeps its things. Tests have a state folder of their own beside the one that `npm start` uses. */
export interface InstallPaths {
  checkout: string
  /** Everything that must survive a restart. */
  state: string
  /** Sockets and pid files: a short path, because a unix socket's path is limited to 107 bytes. */
  run: string
  /** The same of what `npm start` and `npm test` of one checkout use together: its engine. */
  sharedRun: string
}

export function openInstallPaths(kind: 'start' | 'test'): InstallPaths {
  const checkout = join(import.meta.dirname, '..', '..')
  const shared = join(checkout, '.fairtime')
  const state = kind === 'start' ? shared : join(shared, 'test')
  const key = createHash('sha256').update(checkout).digest('hex').slice(0, 8)
  const run = join(runParent(), `fairtime-${key}`)
  mkdirSync(state, { recursive: true, mode: 0o755 })
  mkdirSync(run, { recursive: true, mode: 0o755 })
  requireOwnFolder(run)
  return { checkout, state, run: kind === 'start' ? run : join(run, 'test'), sharedRun: run }
}

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/**
 * In a folder that everybody may write to, somebody else may have made ours first, and could then put their own sockets in it.
 * Throws with what to do.
 */
export function requireOwnFolder(folder: string): void {
  const { uid, mode, isFolder } = describeFolder(folder)
  const owner = process.getuid?.() ?? uid
  const isWritableByOthers = (mode & 0o022) !== 0
  if (isFolder && uid === owner && !isWritableByOthers) return
  const fault = !isFolder
    ? 'is no folder'
    : uid !== owner
      ? `belongs to user ${uid}`
      : 'can be written by others'
  throw new Error(
    `${folder} ${fault}, so the sockets in it could be somebody else's. Remove it, or set XDG_RUNTIME_DIR to a folder of your own.`,
  )
}

function describeFolder(folder: string): { uid: number; mode: number; isFolder: boolean } {
  const found = lstatSync(folder)
  return { uid: found.uid, mode: found.mode, isFolder: found.isDirectory() }
}

function runParent(): string {
  return isRoot() ? '/run' : (process.env['XDG_RUNTIME_DIR'] ?? tmpdir())
}
