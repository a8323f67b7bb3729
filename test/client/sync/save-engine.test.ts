import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ConflictReason } from '#contracts/api/workspaces/conflicts.ts'
import type { RefusedFile } from '#contracts/workspace.ts'
import { ApiError, NoAnswerError } from '../../../client/lib/api/api-error.ts'
import { createMemoryOutbox } from '../../../client/sync/outbox/memory-outbox.ts'
import type { OutboxEntry } from '../../../client/sync/outbox/outbox-entry.ts'
import { SaveEngine } from '../../../client/sync/autosave/save-engine.ts'
import type { SaveAnswer } from '../../../client/sync/autosave/save-engine-deps.ts'

const attemptId = '9b2b7a9e-0d5b-4f6e-8b35-3c9f0c8f2f10'
const clientId = '7d444840-9dc0-41d1-8245-5ffdce74fad2'
const right = { tabId: '0d9a7b1e-51a4-4d6c-9a39-6a1b0a9a1c11', token: 3 }

/** A server whose answers the test gives by hand, and an editor that is a map. */
function arrange(unsent: OutboxEntry[] = [], outlivesPage = true) {
  const files = new Map([['a.ts', 'start']])
  const outbox = { ...createMemoryOutbox(), outlivesPage }
  const fitting = new Set<string>()
  const conflictPaths: ConflictReason[] = []
  const sent: OutboxEntry[] = []
  const answers: { resolve: (answer: SaveAnswer) => void; reject: (error: unknown) => void }[] = []
  const engine = new SaveEngine({
    attemptId,
    clientId,
    revision: 1,
    unsent,
    outbox,
    read: (path) => files.get(path),
    fits: (path) => fitting.has(path),
    right: () => right,
    onConflictCopy: (reason) => conflictPaths.push(reason),
    send: (entry) => {
      sent.push(entry)
      return new Promise((resolve, reject) => answers.push({ resolve, reject }))
    },
  })
  const type = (text: string) => {
    files.set('a.ts', text)
    engine.noteEdit('a.ts')
  }
  const settle = () => vi.advanceTimersByTimeAsync(0)
  const acknowledge = async (
    kept: string[] = [],
    revision = sent.length + 1,
    refused: RefusedFile[] = [],
  ) => {
    answers.shift()?.resolve({ revision, lateByMs: 0, conflictPaths: kept, refused })
    await settle()
  }
  const refuse = async (error: unknown) => {
    answers.shift()?.reject(error)
    await settle()
  }
  return { engine, outbox, sent, files, fitting, type, acknowledge, refuse, conflictPaths }
}

const refusal = (code: 'too_late' | 'bad_request' | 'lease_lost') =>
  new ApiError(409, { code, message: 'no', next: 'nothing', requestId: 'r' })
const written = (entry: OutboxEntry | undefined) =>
  entry?.changes.map((change) => 'content' in change && change.content)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('saving while typing', () => {
  it('waits for a pause, then sends the newest text once', async () => {
    const { engine, sent, type, acknowledge } = arrange()
    type('one')
    await vi.advanceTimersByTimeAsync(500)
    type('two')
    await vi.advanceTimersByTimeAsync(500)
    expect(sent).toEqual([])
    await vi.advanceTimersByTimeAsync(100)
    expect(written(sent[0])).toEqual(['two'])
    await acknowledge()
    expect(engine.getStatus()).toMatchObject({ kind: 'saved', lateByMs: 0 })
    expect(engine.hasUnsaved()).toBe(false)
  })

  it('sends at least every three seconds although the typing goes on', async () => {
    const { sent, type } = arrange()
    for (let round = 0; round < 7; round += 1) {
      type(`text ${round}`)
      await vi.advanceTimersByTimeAsync(450)
    }
    expect(sent).toHaveLength(1)
  })

  it('has one save on its way, and gathers what comes meanwhile', async () => {
    const { engine, sent, type, acknowledge } = arrange()
    type('one')
    await vi.advanceTimersByTimeAsync(600)
    for (const text of ['two', 'three']) {
      type(text)
      await vi.advanceTimersByTimeAsync(600)
    }
    expect(sent).toHaveLength(1)
    await acknowledge()
    expect(sent.map((entry) => entry.seq)).toEqual([1, 2])
    expect(written(sent[1])).toEqual(['three'])
    expect(engine.getStatus().kind).toBe('saving')
  })

  it('sends what was typed before a file is renamed under its old name first', async () => {
    const { engine, sent, type } = arrange()
    type('typed')
    engine.noteChange({ kind: 'rename', path: 'a.ts', to: 'b.ts' })
    await vi.advanceTimersByTimeAsync(0)
    expect(sent[0]?.changes).toEqual([{ kind: 'write', path: 'a.ts', content: 'typed' }])
    expect(engine.hasUnsaved()).toBe(true)
  })
})

describe('a line that is cut', () => {
  it('keeps the save in the outbox, says so, and sends the very same one until it is acknowledged', async () => {
    const { engine, outbox, sent, type, acknowledge, refuse } = arrange()
    type('one')
    await vi.advanceTimersByTimeAsync(600)
    await refuse(new NoAnswerError('cut'))
    expect(engine.getStatus().kind).toBe('offline')
    expect(await outbox.list(attemptId)).toHaveLength(1)
    type('two')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(sent[1]).toEqual(sent[0])
    await acknowledge()
    await acknowledge()
    expect(written(sent[2])).toEqual(['two'])
    expect(await outbox.list(attemptId)).toEqual([])
    expect(engine.getStatus().kind).toBe('saved')
  })

  it('answers a flush that fails at once, so that no run is started of something older', async () => {
    const { engine, type, refuse } = arrange()
    type('one')
    const flushed = engine.flush()
    await refuse(new NoAnswerError('cut'))
    expect(await flushed).toBe(false)
  })

  it('sends what an earlier page left, under its own number', async () => {
    const left: OutboxEntry = {
      attemptId,
      clientId: 'd1d4f1a2-5b0e-4f0c-9a53-0b0f3c1d2e4f',
      seq: 9,
      baseRevision: 1,
      changes: [{ kind: 'write', path: 'a.ts', content: 'left' }],
    }
    const { sent } = arrange([left])
    expect(sent).toEqual([{ ...left, lease: right }])
  })
})

describe('a save that is refused', () => {
  it('too late: says so, does not insist, and leaves nothing behind', async () => {
    const { engine, outbox, sent, type, refuse } = arrange()
    type('one')
    await vi.advanceTimersByTimeAsync(600)
    await refuse(refusal('too_late'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(engine.getStatus().kind).toBe('refused')
    expect(sent).toHaveLength(1)
    expect(await outbox.list(attemptId)).toEqual([])
  })

  it('for its content: keeps it, and tries again with what is changed next', async () => {
    const { engine, outbox, sent, type, refuse, acknowledge } = arrange()
    type('far too large')
    await vi.advanceTimersByTimeAsync(600)
    await refuse(refusal('bad_request'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toHaveLength(1)
    expect(await outbox.list(attemptId)).toMatchObject([{ isRefused: true }])
    expect(engine.getRefused()).toMatchObject([{ path: 'a.ts' }])
    type('small')
    await vi.advanceTimersByTimeAsync(600)
    expect(sent[1]).toMatchObject({ seq: 2, changes: [{ content: 'small' }] })
    await acknowledge()
    expect(engine.getStatus().kind).toBe('saved')
    expect(engine.getRefused()).toEqual([])
    expect(await outbox.list(attemptId)).toEqual([])
  })
})

describe('what a page that dies can lose', () => {
  it('at most a quarter of a second of typing, although it goes on without a pause', async () => {
    const { outbox, type } = arrange()
    let keptText = ''
    for (let stroke = 1; stroke <= 100; stroke += 1) {
      type(`stroke ${stroke}`)
      await vi.advanceTimersByTimeAsync(50)
      const kept = (await outbox.list(attemptId)).at(-1)
      keptText = String(written(kept)?.[0] ?? '')
      if (stroke > 5) expect(Number(keptText.split(' ')[1])).toBeGreaterThanOrEqual(stroke - 4)
    }
    expect(keptText).toMatch(/^stroke (9[6-9]|100)$/)
  })

  it('keeping text for a crash is no save: it is sent at the pause as before', async () => {
    const { sent, type } = arrange()
    type('one')
    await vi.advanceTimersByTimeAsync(300)
    expect(sent).toEqual([])
    await vi.advanceTimersByTimeAsync(300)
    expect(sent).toHaveLength(1)
  })

  it('with a browser that keeps nothing there is a save each second', async () => {
    const { engine, sent, type, acknowledge } = arrange([], false)
    expect(engine.outlivesPage()).toBe(false)
    for (let stroke = 0; stroke < 50; stroke += 1) {
      type(`stroke ${stroke}`)
      await vi.advanceTimersByTimeAsync(100)
      await acknowledge()
    }
    expect(sent).toHaveLength(5)
  })

  it('when the disk is full in the middle of it, the page notices and saves each second', async () => {
    const { engine, outbox, type } = arrange()
    outbox.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
    type('one')
    await vi.advanceTimersByTimeAsync(250)
    expect(engine.outlivesPage()).toBe(false)
  })
})

describe('the age of what is unsaved', () => {
  it('counts from the oldest keystroke that the server does not have, until it has it', async () => {
    const { engine, type, acknowledge, refuse } = arrange()
    expect(engine.unsavedMs(Date.now())).toBe(0)
    type('one')
    await vi.advanceTimersByTimeAsync(600)
    await refuse(new NoAnswerError('cut'))
    await vi.advanceTimersByTimeAsync(400)
    type('two')
    await vi.advanceTimersByTimeAsync(14_000)
    expect(engine.unsavedMs(Date.now())).toBe(15_000)
    engine.retryNow()
    await acknowledge()
    expect(engine.unsavedMs(Date.now())).toBe(14_000)
    await acknowledge()
    expect(engine.unsavedMs(Date.now())).toBe(0)
  })
})

describe('what is kept apart', () => {
  it('after the right to write has passed on, nothing is sent twice and the page is told', async () => {
    const { engine, outbox, sent, type, refuse, conflictPaths } = arrange()
    type('one')
    await vi.advanceTimersByTimeAsync(600)
    type('two')
    await vi.advanceTimersByTimeAsync(600)
    const flushed = engine.flush()
    await refuse(refusal('lease_lost'))
    await refuse(refusal('lease_lost'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent.map((entry) => entry.lease)).toEqual([right, right])
    expect(conflictPaths).toEqual(['lease_lost', 'lease_lost'])
    expect(engine.getStatus().kind).toBe('conflict_copy')
    expect(await flushed).toBe(false)
    expect(engine.hasUnsaved()).toBe(false)
    expect(await outbox.list(attemptId)).toEqual([])
  })

  it('a revision that holds somebody else’s work is not taken for one that this page has seen', async () => {
    const { engine, sent, type, acknowledge, conflictPaths } = arrange()
    type('one')
    await vi.advanceTimersByTimeAsync(600)
    await acknowledge(['a.ts'], 2)
    expect(conflictPaths).toEqual(['overtaken'])
    type('two')
    await vi.advanceTimersByTimeAsync(600)
    expect(sent[1]?.baseRevision).toBe(1)
    await acknowledge()
    engine.sees(9)
    type('three')
    await vi.advanceTimersByTimeAsync(600)
    expect(sent[2]?.baseRevision).toBe(9)
  })
})
