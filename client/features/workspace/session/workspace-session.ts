import { applyChanges, pathProblem, type Change, type WorkspaceFile } from '#contracts/workspace.ts'
import { FileModels } from '../../../editor/file-models.ts'
import { SaveEngine } from '../autosave/save-engine.ts'
import type { OutboxEntry } from '../autosave/outbox-entry.ts'

/** The files on the screen and what keeps them saved: made once for each opened attempt. */
export interface WorkspaceSession {
  models: FileModels
  engine: SaveEngine
  /** Under which this page saves, and earlier ones whose unsent saves it took over. */
  ownClientIds: readonly string[]
  /** Unsent changes of an earlier page that newer saves have overtaken: a person decides. */
  held: readonly Change[]
  useHeld: () => void
  discardHeld: () => void
  /** Each answers a problem in words, or null once it is done. */
  createFile: (path: string) => string | null
  renameFile: (path: string, to: string) => string | null
  deleteFile: (path: string) => void
  dispose: () => void
}

interface SessionParts {
  files: readonly WorkspaceFile[]
  held: readonly OutboxEntry[]
  ownClientIds: readonly string[]
  forgetHeld: () => void
  startEngine: (read: (path: string) => string | undefined) => SaveEngine
}

export function createSession(parts: SessionParts): WorkspaceSession {
  const models = new FileModels(parts.files, { onEdit: (path) => engine.noteEdit(path) })
  const engine = parts.startEngine((path) => models.read(path))
  const held = parts.held.flatMap((entry) => entry.changes)

  const change = (wanted: Change): string | null => {
    const outcome = applyChanges(models.contents(), [wanted])
    if ('problem' in outcome) return outcome.problem
    // What was typed in this file a moment ago goes first, under the name it had then.
    engine.keep()
    applyToModels(models, wanted)
    engine.noteChange(wanted)
    return null
  }

  return {
    models,
    engine,
    ownClientIds: parts.ownClientIds,
    held,
    useHeld: () => {
      for (const wanted of held) change(wanted)
      parts.forgetHeld()
    },
    discardHeld: parts.forgetHeld,
    createFile: (path) => newPathProblem(models, path) ?? change({ kind: 'write', path, content: '' }),
    renameFile: (path, to) => newPathProblem(models, to) ?? change({ kind: 'rename', path, to }),
    deleteFile: (path) => void change({ kind: 'delete', path }),
    dispose: () => {
      engine.dispose()
      models.dispose()
    },
  }
}

function newPathProblem(models: FileModels, path: string): string | null {
  return models.get(path) === undefined ? pathProblem(path) : `"${path}" exists already`
}

function applyToModels(models: FileModels, change: Change): void {
  if (change.kind === 'delete') models.remove(change.path)
  else if (change.kind === 'rename') models.rename(change.path, change.to)
  else if (models.get(change.path) === undefined) models.add(change.path, change.content)
  else models.get(change.path)?.setValue(change.content)
}
