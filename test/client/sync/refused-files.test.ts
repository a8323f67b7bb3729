import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RefusedFile } from '#contracts/workspace.ts'
import { ApiError } from '../../../client/lib/api/api-error.ts'
import { createMemoryOutbox } from '../../../client/sync/outbox/memory-outbox.ts'
import type { OutboxEntry } from '../../../client/sync/outbox/outbox-entry.ts'
import { pathsIn } from '../../../client/sync/autosave/paths-in.ts'
import { asSent } from '../../../client/sync/autosave/refusals-of.ts'
import { SaveEngine } from '../../../client/sync/autosave/save-engine.ts'

const attemptId = '9b2b7a9e-0d5b-4f6e-8b35-3c9f0c8f2f10'
const clientId = '7d444840-9dc0-41d1-8245-5ffdce74fad2'
const dead = 'd1d4f1a2-5b0e-4f0c-9a53-0b0f3c1d2e4f'
const tooLarge = (path: string): RefusedFile => ({ path, reason: 'it is too large', next: 'Shorten it.' })

/** A server that refuses files whose text says so, and an editor that is a map. */
function arrange(options: { unsent?: OutboxEntry[]; answer?: (entry: OutboxEntry) => Error | null } = {}) {
  const files = new Map<string, string>()
  const outbox = createMemoryOutbox()
  const sent: OutboxEntry[] = []
  const fitting = new Set<string>()
  const server = new Map<string, string>()
  let revision = 1
  const engine = new SaveEngine({
    attemptId,
    clientId,
    revision: 1,
    unsent: options.unsent ?? [],
    outbox,
    read: (path) => files.get(path),
    right: () => null,
    fits: (path) => fitting.has(path),
    onConflictCopy: () => {},
    send: async (entry) => {
      sent.push(entry)
      const error = options.answer?.(entry)
      if (error instanceof Error) throw error
      const refused: RefusedFile[] = []
      for (const change of entry.changes) {
        if (change.kind !== 'write') server.delete(change.path)
        else if (change.content.includes('refused') && !fitting.has(change.path))
          refused.push(tooLarge(change.path))
        else server.set(change.path, change.content)
      }
      if (refused.length < entry.changes.length) revision += 1
      return { revision, lateByMs: 0, conflictPaths: [], refused }
    },
  })
  const type = async (path: string, text: string) => {
    files.set(path, text)
    engine.noteEdit(path)
    await vi.advanceTimersByTimeAsync(700)
  }
  const kept = async () =>
    (await outbox.list(attemptId)).flatMap((entry) => entry.changes.map((change) => change.path)).sort()
  return { engine, outbox, sent, files, fitting, server, type, kept }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a file that the server cannot keep', () => {
  it('is named and kept here, and everything else is saved within the usual pause', async () => {
    const { engine, server, type, kept } = arrange()
    await type('large.json', 'refused')
    await type('a.ts', 'mine')
    expect(server.get('a.ts')).toBe('mine')
    expect(engine.getRefused()).toEqual([tooLarge('large.json')])
    expect(engine.getStatus().kind).toBe('saved')
    expect(engine.hasUnsaved()).toBe(false)
    expect(engine.unsavedMs(Date.now() + 60_000)).toBe(0)
    expect(await engine.flush()).toBe(true)
    expect(await kept()).toEqual(['large.json'])
  })

  it('is saved when it is mended, and nothing of it stays behind', async () => {
    const { engine, server, type, kept } = arrange()
    await type('large.json', 'refused')
    await type('large.json', 'small')
    expect(server.get('large.json')).toBe('small')
    expect(engine.getRefused()).toEqual([])
    expect(await kept()).toEqual([])
  })

  it('is tried again when another save has made room, and not over and over', async () => {
    const { engine, sent, server, fitting, type } = arrange()
    await type('large.json', 'refused')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toHaveLength(1)
    fitting.add('large.json')
    engine.noteChange({ kind: 'delete', path: 'other' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(server.get('large.json')).toBe('refused')
    expect(engine.getRefused()).toEqual([])
    expect(sent).toHaveLength(3)
  })

  it('keeps the state that it was typed on, so that nobody is overwritten who saved the same file since', async () => {
    const { engine, sent, type } = arrange()
    await type('large.json', 'refused')
    engine.sees(9)
    await type('a.ts', 'mine')
    await type('large.json', 'small')
    expect(sent.map((entry) => entry.baseRevision)).toEqual([1, 9, 1])
  })

  it('follows its file to another name, and goes when that is deleted', async () => {
    const { engine, files, type, kept } = arrange()
    await type('large.json', 'refused')
    files.set('there.json', 'refused')
    files.delete('large.json')
    engine.noteChange({ kind: 'rename', path: 'large.json', to: 'there.json' })
    await vi.advanceTimersByTimeAsync(100)
    expect(engine.getRefused()).toEqual([tooLarge('there.json')])
    expect(await kept()).toEqual(['there.json'])
    files.delete('there.json')
    engine.noteChange({ kind: 'delete', path: 'there.json' })
    await vi.advanceTimersByTimeAsync(100)
    expect(engine.getRefused()).toEqual([])
    expect(await kept()).toEqual([])
  })

  it('of an earlier page is sent as a save of this one, from the state that it was typed on', async () => {
    const left: OutboxEntry = {
      attemptId,
      clientId: dead,
      seq: 9,
      baseRevision: 4,
      changes: [{ kind: 'write', path: 'large.json', content: 'refused' }],
      isRefused: true,
    }
    const { engine, sent, outbox, files } = arrange({ unsent: [left] })
    files.set('large.json', 'refused')
    await vi.advanceTimersByTimeAsync(100)
    expect(sent).toMatchObject([{ clientId, seq: 1, baseRevision: 4, changes: left.changes }])
    expect(engine.getRefused()).toHaveLength(1)
    expect((await outbox.list(attemptId)).map((entry) => entry.clientId)).toEqual([clientId])
  })

  it('holds up no other where a save is refused as a whole', async () => {
    const tooMuch = new ApiError(413, {
      code: 'too_large',
      message: 'Too large.',
      next: 'Less.',
      requestId: 'r',
    })
    const { engine, server, files, sent } = arrange({
      answer: (entry) => (JSON.stringify(entry.changes).includes('refused') ? tooMuch : null),
    })
    for (const [path, text] of [
      ['a', 'A'],
      ['b', 'refused'],
      ['c', 'C'],
    ] as const) {
      files.set(path, text)
      engine.noteEdit(path)
    }
    await vi.advanceTimersByTimeAsync(1_000)
    expect([...server]).toEqual([
      ['a', 'A'],
      ['c', 'C'],
    ])
    expect(engine.getRefused()).toMatchObject([{ path: 'b', reason: expect.stringContaining('Too large') }])
    const seqs = sent.map((entry) => entry.seq)
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
  })
})

describe('what goes over the line', () => {
  it('is never more than a request has room for, however much waits', async () => {
    const { sent, files, engine } = arrange()
    for (let at = 0; at < 5; at += 1) {
      files.set(`f${at}`, 'x'.repeat(400_000))
      engine.noteEdit(`f${at}`)
    }
    await vi.advanceTimersByTimeAsync(2_000)
    expect(sent.map((entry) => entry.changes.length)).toEqual([2, 2, 1])
  })

  it('is no text that no server would take: it is named with its size instead', () => {
    expect(asSent({ kind: 'write', path: 'a', content: 'ü'.repeat(600_000) })).toEqual({
      kind: 'oversized',
      path: 'a',
      bytes: 1_200_000,
    })
  })
})

it('tells the paths of a stored entry of unknown form', () => {
  expect(pathsIn({ files: [{ path: 'a', text: 1 }, { from: { path: 'b', to: 'c' } }], path: 7 })).toEqual([
    'a',
    'b',
    'c',
  ])
})
