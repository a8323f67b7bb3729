import { describe, expect, it } from 'vitest'
import { sortLeftovers } from '../../client/features/workspace/autosave/leftovers.ts'
import type { OutboxEntry } from '../../client/features/workspace/autosave/outbox-entry.ts'

const client = '7d444840-9dc0-41d1-8245-5ffdce74fad2'
const entry = (seq: number, baseRevision: number): OutboxEntry => ({
  attemptId: '9b2b7a9e-0d5b-4f6e-8b35-3c9f0c8f2f10',
  clientId: client,
  seq,
  baseRevision,
  changes: [{ kind: 'write', path: 'a', content: String(seq) }],
})

describe('what an earlier page left in the outbox', () => {
  it('is nothing to send where only the answer was lost', () => {
    const sorted = sortLeftovers([entry(3, 7)], { revision: 8, acknowledgedSeq: { [client]: 3 } })
    expect(sorted).toEqual({ committed: [entry(3, 7)], unsent: [], overtaken: false })
  })

  it('is sent where nobody saved in the meantime', () => {
    const sorted = sortLeftovers([entry(3, 7), entry(4, 7)], {
      revision: 7,
      acknowledgedSeq: { [client]: 2 },
    })
    expect(sorted).toMatchObject({ unsent: [{ seq: 3 }, { seq: 4 }], overtaken: false })
  })

  it('is sent after a save of its own whose answer was lost', () => {
    const sorted = sortLeftovers([entry(3, 7), entry(4, 7)], {
      revision: 8,
      acknowledgedSeq: { [client]: 3 },
    })
    expect(sorted).toMatchObject({ committed: [{ seq: 3 }], unsent: [{ seq: 4 }], overtaken: false })
  })

  it('is held back where somebody saved since, so that a person decides', () => {
    const sorted = sortLeftovers([entry(3, 7)], { revision: 9, acknowledgedSeq: { [client]: 2 } })
    expect(sorted.overtaken).toBe(true)
  })
})
