import type { Change } from '#contracts/workspace.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import type { RefusedFiles } from './refused-files.ts'
import type { SaveEngineDeps } from './save-engine-deps.ts'

/** Numbers what this page saves, and knows the revision that it was typed on. */
export class NewEntries {
  readonly #deps: Pick<SaveEngineDeps, 'attemptId' | 'clientId' | 'right'>
  readonly #refused: RefusedFiles
  #lastSeq = 0
  #revision: number

  constructor(
    deps: Pick<SaveEngineDeps, 'attemptId' | 'clientId' | 'right' | 'revision'>,
    refused: RefusedFiles,
  ) {
    this.#deps = deps
    this.#refused = refused
    this.#revision = deps.revision
  }

  /** The page shows the server's files of this revision, all of them but those that were refused. */
  sees(revision: number): void {
    this.#revision = revision
  }

  /** A save of this page made a revision. A gap before it is somebody else's save, which this page has not seen. */
  sawOwn(revision: number): void {
    if (revision === this.#revision + 1) this.#revision = revision
  }

  baseOf(changes: readonly Change[]): number {
    return this.#refused.baseOf(changes) ?? this.#revision
  }

  make(changes: Change[]): OutboxEntry {
    const { attemptId, clientId, right } = this.#deps
    const seq = (this.#lastSeq += 1)
    const lease = right() ?? undefined
    return { attemptId, clientId, seq, changes, baseRevision: this.baseOf(changes), lease }
  }
}
