import { describe, expect, it } from 'vitest'
import type { Change, RefusedFile } from '#contracts/workspace.ts'
import { ApiError, NoAnswerError } from '../../../client/lib/api/api-error.ts'
import { createMemoryOutbox } from '../../../client/sync/outbox/memory-outbox.ts'
import type { OutboxEntry } from '../../../client/sync/outbox/outbox-entry.ts'
import { recoverOutbox } from '../../../client/sync/recovery/recover-outbox.ts'

const attemptId = '9b2b7a9e-0d5b-4f6e-8b35-3c9f0c8f2f10'
const dead = '7d444840-9dc0-41d1-8245-5ffdce74fad2'
const living = 'd1d4f1a2-5b0e-4f0c-9a53-0b0f3c1d2e4f'
const entry = (clientId: string, seq: number): OutboxEntry => ({
  attemptId,
  clientId,
  seq,
  baseRevision: 7,
  changes: [{ kind: 'write', path: 'a', content: String(seq) }],
})
type Code = 'lease_lost' | 'bad_request' | 'too_late'
const refusal = (code: Code) => new ApiError(409, { code, message: 'no', next: 'nothing', requestId: 'r' })

const refusedFile = (path: string): RefusedFile => ({ path, reason: 'it is too large', next: 'Shorten it.' })

async function leave(
  entries: OutboxEntry[],
  answers: Record<number, Error> = {},
  refused: Record<number, RefusedFile[]> = {},
) {
  const outbox = createMemoryOutbox()
  for (const one of entries) await outbox.put(one)
  const sent: OutboxEntry[] = []
  const send = async (one: OutboxEntry) => {
    sent.push(one)
    const error = answers[one.seq]
    if (error !== undefined) throw error
    return refused[one.seq] === undefined ? undefined : { refused: refused[one.seq] }
  }
  const claim = async (clientId: string) => clientId === dead
  return { outbox, sent, run: () => recoverOutbox({ outbox, send, claim }, attemptId) }
}

describe('what a page that is gone left in the outbox', () => {
  it('is sent in order, under its own name, and forgotten once the server has it', async () => {
    const { outbox, sent, run } = await leave([entry(dead, 3), entry(dead, 4)])
    expect(await run()).toEqual([])
    expect(sent).toEqual([entry(dead, 3), entry(dead, 4)])
    expect(await outbox.list(attemptId)).toEqual([])
  })

  it('of a page that lives is left to that page', async () => {
    const { outbox, sent, run } = await leave([entry(living, 1)])
    expect(await run()).toEqual([])
    expect(sent).toEqual([])
    expect(await outbox.list(attemptId)).toHaveLength(1)
  })

  it('what the server keeps apart it has', async () => {
    const { outbox, run } = await leave([entry(dead, 1), entry(dead, 2)], {
      1: refusal('lease_lost'),
      2: refusal('too_late'),
    })
    expect(await run()).toEqual([])
    expect(await outbox.list(attemptId)).toEqual([])
  })

  it('stays there while the line is cut', async () => {
    const { outbox, run } = await leave([entry(dead, 1)], { 1: new NoAnswerError('cut') })
    await expect(run()).rejects.toThrow('cannot be reached')
    expect(await outbox.list(attemptId)).toHaveLength(1)
  })

  it('that is refused for its content comes back into the editor, with all that was built on it', async () => {
    const { outbox, sent, run } = await leave([entry(dead, 1), entry(dead, 2), entry(dead, 3)], {
      2: refusal('bad_request'),
    })
    expect(await run()).toEqual([entry(dead, 2), entry(dead, 3)])
    expect(sent).toHaveLength(2)
    expect(await outbox.list(attemptId)).toHaveLength(2)
  })

  it('a file of it that the server cannot keep comes back alone, and everything else is sent', async () => {
    const write = (path: string, content: string): Change => ({ kind: 'write', path, content })
    const mixed = { ...entry(dead, 1), changes: [write('large', 'L'), write('small', 'S')] }
    const { outbox, sent, run } = await leave([mixed, entry(dead, 2)], {}, { 1: [refusedFile('large')] })
    const left = { ...mixed, changes: [write('large', 'L')], isRefused: true }
    expect(await run()).toEqual([left])
    expect(sent).toHaveLength(2)
    expect(await outbox.list(attemptId)).toEqual([left])
    // The next page does not ask again with the number of a page that is gone.
    expect(await run()).toEqual([left])
    expect(sent).toHaveLength(2)
  })

  it('a text that was refused gives way to a newer one, and follows its file to a new name', async () => {
    const write = (path: string, content: string): Change => ({ kind: 'write', path, content })
    const first = { ...entry(dead, 1), changes: [write('large', 'L'), write('moved', 'M')] }
    const second: OutboxEntry = {
      ...entry(dead, 2),
      changes: [write('large', 'smaller'), { kind: 'rename', path: 'moved', to: 'there' }],
    }
    const { outbox, run } = await leave(
      [first, second],
      {},
      { 1: [refusedFile('large'), refusedFile('moved')] },
    )
    expect(await run()).toEqual([{ ...first, changes: [write('there', 'M')], isRefused: true }])
    expect(await outbox.list(attemptId)).toHaveLength(1)
  })
})
