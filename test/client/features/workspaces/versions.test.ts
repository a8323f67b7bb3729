import { describe, expect, it } from 'vitest'
import type { ConflictCopy } from '#contracts/api/workspaces/conflicts.ts'
import type { Revision } from '#contracts/api/workspaces/history.ts'
import { describeStatus } from '../../../../client/sync/autosave/save-status.ts'
import { zipFiles } from '../../../../client/sync/zip-files.ts'
import { originOf, reasonOf } from '../../../../client/features/workspaces/versions/describe-conflict.ts'
import { groupRevisions } from '../../../../client/features/workspaces/versions/group-revisions.ts'
import { readZip } from '../../../../server/workspaces/zip/read-zip.ts'

const save = (revision: number, atSecond: number, path: string, source: Revision['source'] = 'browser') => ({
  revision,
  at: new Date(Date.UTC(2026, 10, 24, 9, 0, atSecond)).toISOString(),
  source,
  lateByMs: 0,
  changed: [{ kind: 'write' as const, path }],
})

describe('the list of what was saved', () => {
  it('has one line for a minute of typing in the same files, and hides no push and no zip', () => {
    const groups = groupRevisions([
      save(7, 140, 'a'),
      save(6, 90, 'a', 'git'),
      save(5, 89, 'a', 'git'),
      save(4, 88, 'a'),
      save(3, 60, 'b'),
      save(2, 59, 'a'),
      save(1, 1, 'a'),
      { ...save(0, 0, ''), source: 'starter' as const, changed: [] },
    ])
    expect(groups.map(({ revision, saves }) => [revision, saves])).toEqual([
      [7, 1],
      [6, 1],
      [5, 1],
      [4, 1],
      [3, 1],
      [2, 2],
      [0, 1],
    ])
  })
})

describe('a version that was kept apart', () => {
  it('is never said to be of another window in the window in which it was typed', () => {
    const conflict: ConflictCopy = {
      id: '9b2b7a9e-0d5b-4f6e-8b35-3c9f0c8f2f10',
      keptAt: '2026-11-24T09:00:00.000Z',
      reason: 'lease_lost',
      tabId: 'this',
      paths: ['a'],
      outcome: null,
    }
    expect(originOf(conflict, 'this')).toBe('Typed in this window')
    expect(reasonOf(conflict, 'this')).toBe('you had gone on writing in another window by then')
    expect(originOf(conflict, 'that')).toBe('Typed in another window')
    expect(originOf({ ...conflict, tabId: null }, 'that')).toBe('Sent by a program')
  })
})

describe('the save status', () => {
  it('says how old the oldest unsaved change is, once that is worth saying', () => {
    expect(describeStatus({ kind: 'offline' }, 0, { ageMs: 4_000, outlivesPage: true })).toBe(
      'Offline: kept on this computer',
    )
    expect(describeStatus({ kind: 'offline' }, 0, { ageMs: 42_000, outlivesPage: true })).toBe(
      'Offline: kept on this computer, unsaved for 42 s',
    )
    expect(describeStatus({ kind: 'saving' }, 0, { ageMs: 8_000, outlivesPage: true })).toBe(
      'Saving… for 8 s',
    )
    expect(describeStatus({ kind: 'offline' }, 0, { ageMs: 0, outlivesPage: false })).toBe(
      'Offline: kept in this window only',
    )
    const nothing = { ageMs: 0, outlivesPage: true }
    expect(describeStatus({ kind: 'saved', atMs: 0, lateByMs: 0 }, 60_000, nothing)).toBe('Saved 1 min ago')
  })
})

describe('the files as a zip that the page makes', () => {
  it('hold exactly what is in the editor, whatever the names and the letters', async () => {
    const files = new Map([
      ['main.go', 'package main\n'],
      ['src/größe.ts', 'export const größe = "🙂"\n'],
      ['empty.txt', ''],
      ['large.txt', 'x'.repeat(500_000)],
    ])
    const zip = zipFiles(files, new Date(2026, 10, 24, 9, 30, 12))
    expect((await readZip(zip)).files).toEqual(files)
  })
})
