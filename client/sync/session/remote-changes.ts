import type { Api } from '#contracts/api.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { createStore } from '../../lib/create-store.ts'
import type { SaveEngine } from '../autosave/save-engine.ts'

type Workspace = Pick<ResponseOf<Api['getWorkspace']>, 'revision' | 'files'>

/** The files on the screen, of which only this much is of concern here. */
interface FollowedFiles {
  getPaths: () => readonly string[]
  /** Answers whether anything changed. */
  applyRemote: (path: string, content: string) => boolean
  remove: (path: string) => void
}

interface RemoteChangesDeps {
  engine: Pick<SaveEngine, 'hasUnsaved' | 'countEdits' | 'subscribe' | 'sees'>
  models: FollowedFiles
  fetch: () => Promise<Workspace>
  /** Whether the text of a file that the server could not keep stands here alone. */
  isRefused?: (path: string) => boolean
}

/**
 * Brings what was saved elsewhere onto the screen. Only while nothing typed here waits to be saved: so nothing is ever replaced
 * that the server does not have, in the files or in a conflict copy; a file that it refused is left alone.
 */
export class RemoteChanges {
  readonly #deps: RemoteChangesDeps
  readonly #taken = createStore<readonly string[]>([])
  readonly #stop: () => void
  #isWanted = false
  #isAsking = false

  constructor(deps: RemoteChangesDeps) {
    this.#deps = deps
    this.#stop = deps.engine.subscribe(() => void this.#follow())
  }

  readonly subscribe = this.#taken.subscribe

  /** The files that were changed elsewhere and taken over, until somebody has read of it. */
  readonly getTaken = this.#taken.get

  readonly forgetTaken = (): void => this.#setTaken([])

  /** There is something newer. It is fetched as soon as everything typed here is saved. */
  request(): void {
    this.#isWanted = true
    void this.#follow()
  }

  dispose(): void {
    this.#stop()
    this.#isWanted = false
    this.#taken.close()
  }

  async #follow(): Promise<void> {
    const { engine, fetch } = this.#deps
    if (!this.#isWanted || this.#isAsking || engine.hasUnsaved()) return
    this.#isAsking = true
    this.#isWanted = false
    const editsBefore = engine.countEdits()
    const workspace = await fetch().catch(() => null)
    this.#isAsking = false
    // Without a line there is nothing to see; when it is back, somebody asks again.
    if (workspace === null) return
    if (engine.countEdits() === editsBefore) this.#take(workspace)
    else this.#isWanted = true
    void this.#follow()
  }

  #take({ revision, files }: Workspace): void {
    const { engine, models, isRefused = () => false } = this.#deps
    const there = new Set(files.map((file) => file.path))
    const gone = models.getPaths().filter((path) => !there.has(path) && !isRefused(path))
    const changed = files.filter(
      (file) => !isRefused(file.path) && models.applyRemote(file.path, file.content),
    )
    for (const path of gone) models.remove(path)
    engine.sees(revision)
    this.#setTaken([...new Set([...this.#taken.get(), ...changed.map((file) => file.path), ...gone])])
  }

  #setTaken(taken: readonly string[]): void {
    if (taken.length > 0 || this.#taken.get().length > 0) this.#taken.set(taken)
  }
}
