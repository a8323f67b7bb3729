import type { Api } from '#contracts/api.ts'
import type { ConflictReason } from '#contracts/api/workspaces/conflicts.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { judgeChanges, sizesOf } from '#contracts/files/judge-changes.ts'
import { pathProblem, type Change, type RefusedFile, type WorkspaceFile } from '#contracts/workspace.ts'
import { FileModels } from '../../editor/file-models.ts'
import type { UnreadableEntry } from '../outbox/outbox-entry.ts'
import type { SaveEngine } from '../autosave/save-engine.ts'
import type { EditLease } from '../lease/edit-lease.ts'
import { RemoteChanges } from './remote-changes.ts'

/** The files on the screen and what keeps them saved: made once for each opened attempt. */
export interface WorkspaceSession {
  models: FileModels
  engine: SaveEngine
  lease: EditLease
  remoteChanges: RemoteChanges
  /** Under which this page saves, and earlier ones whose unsent saves it took over. */
  ownClientIds: readonly string[]
  /** What an earlier page left here and this one cannot read. */
  unreadable: readonly UnreadableEntry[]
  /** Each answers a problem in words, or null once it is done. */
  createFile: (path: string) => string | null
  renameFile: (path: string, to: string) => string | null
  deleteFile: (path: string) => void
  /** Makes a file what it was elsewhere; null takes it away. Saved like everything that is typed. */
  putFile: (path: string, content: string | null) => string | null
  dispose: () => void
}

interface SessionParts {
  files: readonly WorkspaceFile[]
  lease: EditLease
  ownClientIds: readonly string[]
  unreadable: readonly UnreadableEntry[]
  fetch: () => Promise<ResponseOf<Api['getWorkspace']>>
  startEngine: (page: {
    read: (path: string) => string | undefined
    fits: (path: string, refused: readonly RefusedFile[]) => boolean
    onConflictCopy: (reason: ConflictReason) => void
  }) => SaveEngine
}

export function createSession(parts: SessionParts): WorkspaceSession {
  const { lease } = parts
  const models = new FileModels(parts.files, { onEdit: (path) => engine.noteEdit(path) })
  const engine = parts.startEngine({
    read: (path) => models.read(path),
    fits: (path, refused) => wouldFit(models.contents(), path, refused),
    onConflictCopy: (reason) => {
      if (reason === 'lease_lost') lease.lose()
      remoteChanges.request()
    },
  })
  const isRefused = (path: string) => engine.getRefused().some((file) => file.path === path)
  const remoteChanges = new RemoteChanges({ engine, models, fetch: parts.fetch, isRefused })
  // What was typed before the right passed on is sent at once, so that it becomes a conflict copy and not a surprise.
  lease.subscribe(() => {
    void engine.flush()
    remoteChanges.request()
  })

  return {
    models,
    engine,
    lease,
    remoteChanges,
    ownClientIds: parts.ownClientIds,
    unreadable: parts.unreadable,
    ...fileChanges(models, engine),
    dispose: () => {
      remoteChanges.dispose()
      engine.dispose()
      models.dispose()
    },
  }
}

type FileChanges = Pick<WorkspaceSession, 'createFile' | 'renameFile' | 'deleteFile' | 'putFile'>

/** What is done to whole files: judged here as the server will judge it, shown, and noted to be saved. */
function fileChanges(models: FileModels, engine: SaveEngine): FileChanges {
  const change = (wanted: Change): string | null => {
    const [refused] = judgeChanges(sizesOf(models.contents()), [wanted]).refused
    if (refused !== undefined) return `${refused.reason}. ${refused.next}`
    // What was typed in this file a moment ago goes first, under the name it had then.
    engine.keep()
    applyToModels(models, wanted)
    engine.noteChange(wanted)
    return null
  }
  return {
    createFile: (path) => newPathProblem(models, path) ?? change({ kind: 'write', path, content: '' }),
    renameFile: (path, to) => newPathProblem(models, to) ?? change({ kind: 'rename', path, to }),
    deleteFile: (path) => void change({ kind: 'delete', path }),
    putFile: (path, content) =>
      change(content === null ? { kind: 'delete', path } : { kind: 'write', path, content }),
  }
}

/** Whether a refused file would find a place beside all that is saved. */
function wouldFit(
  contents: ReadonlyMap<string, string>,
  path: string,
  refused: readonly RefusedFile[],
): boolean {
  const content = contents.get(path)
  if (content === undefined) return false
  const saved = sizesOf(contents)
  for (const file of refused) saved.delete(file.path)
  return judgeChanges(saved, [{ kind: 'write', path, content }]).refused.length === 0
}

function newPathProblem(models: FileModels, path: string): string | null {
  return models.get(path) === undefined ? pathProblem(path) : `"${path}" exists already`
}

function applyToModels(models: FileModels, change: Change): void {
  if (change.kind === 'delete') models.remove(change.path)
  else if (change.kind === 'rename') models.rename(change.path, change.to)
  else models.applyRemote(change.path, change.content)
}
