import { describe, expect, it } from 'vitest'
import type { Change, SentChange } from '#contracts/workspace.ts'
import { planSave, type SaveGrounds } from '../../../server/workspaces/plan-save.ts'

const grounds: SaveGrounds = {
  state: 'running',
  newestSeq: null,
  wasRefused: false,
  isFenced: false,
  isOvertaken: false,
  touchedByOthers: [],
}
const write = (path: string): Change => ({ kind: 'write', path, content: 'x' })
const plan = (known: Partial<SaveGrounds>, ...changes: SentChange[]) =>
  planSave({ seq: 5, changes: changes.length > 0 ? changes : [write('a')] }, { ...grounds, ...known })

describe('planSave', () => {
  it.each(['running', 'grace'] as const)('commits while it is %s', (state) => {
    expect(plan({ state })).toEqual({ kind: 'commit', free: [write('a')], overtaken: [] })
  })

  it.each(['over', 'submitted'] as const)('is late once it is %s, whatever else holds', (state) => {
    const all = { isFenced: true, isOvertaken: true, newestSeq: 9, touchedByOthers: ['a'] }
    expect(plan({ state, ...all })).toEqual({ kind: 'late' })
  })

  it('answers a save that was taken or refused before alike, also after the end', () => {
    for (const state of ['running', 'submitted'] as const) {
      expect(plan({ state, newestSeq: 5 })).toEqual({ kind: 'repeat' })
      expect(plan({ state, wasRefused: true })).toEqual({ kind: 'repeat' })
    }
  })

  it('keeps all of a fenced save apart, and of one whose page has saved something later', () => {
    expect(plan({ isFenced: true, newestSeq: 9 })).toEqual({ kind: 'fenced', changes: [write('a')] })
    expect(plan({ newestSeq: 9 })).toEqual({ kind: 'overtaken', changes: [write('a')] })
  })

  it('keeps nothing apart of all files at once that were overtaken: their sender has them', () => {
    expect(plan({ isOvertaken: true })).toEqual({ kind: 'overtaken', changes: [] })
  })

  it('parts what others touched from the rest, and leaves what can be kept nowhere to be named', () => {
    const oversized: SentChange = { kind: 'oversized', path: 'b', bytes: 9 }
    const planned = plan({ touchedByOthers: ['a', 'b'] }, write('a'), oversized, write('c'))
    expect(planned).toEqual({ kind: 'commit', free: [oversized, write('c')], overtaken: [write('a')] })
    expect(plan({ isFenced: true }, write('a'), oversized)).toEqual({
      kind: 'fenced',
      changes: [write('a')],
    })
  })

  it('takes names in their usual form, so that a file is compared with itself', () => {
    const planned = plan({ touchedByOthers: ['caf\u00e9'] }, write('cafe\u0301'))
    expect(planned).toEqual({ kind: 'commit', free: [], overtaken: [write('caf\u00e9')] })
  })
})
