import type { Change, RefusedFile } from '#contracts/workspace.ts'
import type { Outbox, OutboxEntry } from '../outbox/outbox-entry.ts'

interface Kept {
  file: RefusedFile
  entry: OutboxEntry
}

/**
 * The files that the server cannot keep as they stand here. Each keeps its newest text in the outbox until it is saved, renamed away
 * or deleted, so that it is there after a reload.
 */
export class RefusedFiles {
  readonly #outbox: Outbox
  readonly #kept = new Map<string, Kept>()
  #list: readonly RefusedFile[] = []

  constructor(outbox: Outbox) {
    this.#outbox = outbox
  }

  /** The same array until something changes. */
  readonly list = (): readonly RefusedFile[] => this.#list

  has(path: string): boolean {
    return this.#kept.has(path)
  }

  /** The state that a refused file was typed on, whatever of others this page has seen since; null for changes of other files. */
  baseOf(changes: readonly Change[]): number | null {
    const bases = changes.flatMap(({ path }) => this.#kept.get(path)?.entry.baseRevision ?? [])
    return bases.length === 0 ? null : Math.min(...bases)
  }

  /** Keeps texts of one save, in its place in the outbox. An empty list of them gives that place free. */
  async keep(entry: OutboxEntry, texts: readonly { file: RefusedFile; content: string }[]): Promise<void> {
    const changes = texts.map(({ file, content }): Change => ({ kind: 'write', path: file.path, content }))
    const kept = { ...entry, changes, isRefused: true }
    const released = texts.map(({ file }) => this.#take(file.path))
    for (const { file } of texts) this.#kept.set(file.path, { file, entry: kept })
    this.#changed()
    if (texts.length > 0) await this.#outbox.put(kept)
    else await this.#outbox.remove(entry)
    for (const save of released) await save()
  }

  /** The file is saved, or gone. */
  async release(path: string): Promise<void> {
    if (!this.#kept.has(path)) return
    const save = this.#take(path)
    this.#changed()
    await save()
  }

  /** What of a save was taken is saved, whatever was refused of it before. */
  async releaseTaken(entry: OutboxEntry, refused: readonly RefusedFile[]): Promise<void> {
    for (const { kind, path } of entry.changes)
      if (kind !== 'rename' && !refused.some((file) => file.path === path)) await this.release(path)
  }

  async rename(path: string, to: string): Promise<void> {
    const kept = this.#kept.get(path)
    if (kept === undefined) return
    const changes = kept.entry.changes.map((change) =>
      change.path === path ? { ...change, path: to } : change,
    )
    const entry = { ...kept.entry, changes }
    this.#kept.delete(path)
    this.#kept.set(to, { file: { ...kept.file, path: to }, entry })
    this.#replace(kept.entry, entry)
    this.#changed()
    await this.#outbox.put(entry)
  }

  /** Takes a file out; answers what brings the outbox in line. */
  #take(path: string): () => Promise<void> {
    const kept = this.#kept.get(path)
    if (kept === undefined) return async () => {}
    const changes = kept.entry.changes.filter((change) => change.path !== path)
    const entry = { ...kept.entry, changes }
    this.#kept.delete(path)
    this.#replace(kept.entry, entry)
    return () => (changes.length === 0 ? this.#outbox.remove(entry) : this.#outbox.put(entry))
  }

  #replace(before: OutboxEntry, entry: OutboxEntry): void {
    for (const [path, other] of this.#kept)
      if (other.entry === before) this.#kept.set(path, { ...other, entry })
  }

  #changed(): void {
    this.#list = [...this.#kept.values()].map(({ file }) => file)
  }
}
