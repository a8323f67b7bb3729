import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { createMemoryOutbox } from '../../client/sync/outbox/memory-outbox.ts'
import type { OutboxEntry } from '../../client/sync/outbox/outbox-entry.ts'
import { SaveEngine } from '../../client/sync/autosave/save-engine.ts'
import type { SaveAnswer } from '../../client/sync/autosave/save-engine-deps.ts'
import { ApiError, NoAnswerError } from '../../client/lib/api/api-error.ts'
import type { Visitor } from './server/call.ts'
import { eventually } from './eventually.ts'

interface Acknowledged {
  seq: number
  revision: number
  content: string
}

const path = 'typed.txt'

/** Somebody who types through the page's own save engine, and remembers what they were told is saved. */
export class Typist {
  readonly visitor: Visitor
  readonly attemptId: string
  readonly clientId = randomUUID()
  readonly acknowledged: Acknowledged[] = []
  /** With which status the server refused a save. Saves without any answer are not among them. */
  readonly refusals: number[] = []
  strokes = 0
  readonly #engine: SaveEngine
  #text = ''

  constructor({ visitor, attemptId }: { visitor: Visitor; attemptId: string }) {
    this.visitor = visitor
    this.attemptId = attemptId
    this.#engine = new SaveEngine({
      attemptId,
      clientId: this.clientId,
      revision: 0,
      unsent: [],
      outbox: createMemoryOutbox(),
      read: () => this.#text,
      right: () => null,
      onConflictCopy: (reason) => expect.unreachable(reason),
      send: (entry) => this.#send(entry),
    })
  }

  /** Each stroke is a number of its own, so that a text tells which are in it, and in which order. */
  static textOf(strokes: number): string {
    return Array.from({ length: strokes }, (_, index) => `${index + 1};`).join('')
  }

  /** Types, at a person's speed, until `isOver`. */
  async typeUntil(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      this.strokes += 1
      this.#text += `${this.strokes};`
      this.#engine.noteEdit(path)
      await delay(30 + Math.random() * 120)
    }
  }

  /** Goes on until everything that was typed is saved. */
  async finish(): Promise<void> {
    await eventually(() => this.#engine.flush(), 60_000)
    this.#engine.dispose()
  }

  async #send({ seq, changes, baseRevision }: OutboxEntry): Promise<SaveAnswer> {
    const body = { clientId: this.clientId, seq, changes, baseRevision }
    const answer = await this.visitor
      .call('saveWorkspace', { params: { attemptId: this.attemptId }, body })
      .catch((error: unknown) => {
        throw new NoAnswerError(error)
      })
    if (answer.error !== null) {
      this.refusals.push(answer.status)
      throw new ApiError(answer.status, answer.error)
    }
    const content = changes.map((change) => ('content' in change ? change.content : '')).join()
    this.acknowledged.push({ seq, revision: answer.body.revision, content })
    return answer.body
  }
}
