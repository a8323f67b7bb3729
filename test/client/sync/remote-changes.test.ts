import { describe, expect, it } from 'vitest'
import { NoAnswerError } from '../../../client/lib/api/api-error.ts'
import { RemoteChanges } from '../../../client/sync/session/remote-changes.ts'

type Files = Record<string, string>

/** An editor that is a record, and a server whose answers come when the test says so. */
function arrange(files: Files) {
  const listeners = new Set<() => void>()
  const page = { files: { ...files }, isUnsaved: false, edits: 0, seen: 0 }
  const answers: { resolve: (files: Files, revision: number) => void; fail: () => void }[] = []
  const remoteChanges = new RemoteChanges({
    engine: {
      hasUnsaved: () => page.isUnsaved,
      countEdits: () => page.edits,
      subscribe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      sees: (revision) => void (page.seen = revision),
    },
    models: {
      getPaths: () => Object.keys(page.files),
      applyRemote: (path, content) => {
        const isNew = page.files[path] !== content
        page.files[path] = content
        return isNew
      },
      remove: (path) => void delete page.files[path],
    },
    fetch: () =>
      new Promise((resolve, reject) => {
        answers.push({
          resolve: (there, revision) =>
            resolve({
              revision,
              files: Object.entries(there).map(([path, content]) => ({ path, content })),
            }),
          fail: () => reject(new NoAnswerError('cut')),
        })
      }),
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  const answer = async (there: Files, revision: number) => {
    answers.shift()?.resolve(there, revision)
    await settle()
  }
  const saved = async () => {
    page.isUnsaved = false
    for (const listener of listeners) listener()
    await settle()
  }
  return { page, remoteChanges, answers, answer, saved, settle }
}

describe('what is saved elsewhere', () => {
  it('comes onto the screen: changed, new and removed files, and says which', async () => {
    const { page, remoteChanges, answer } = arrange({ a: '1', b: '1', c: '1' })
    remoteChanges.request()
    await answer({ a: '1', b: '2', d: '1' }, 7)
    expect(page).toMatchObject({ files: { a: '1', b: '2', d: '1' }, seen: 7 })
    expect(remoteChanges.getTaken()).toEqual(['b', 'd', 'c'])
    remoteChanges.forgetTaken()
    expect(remoteChanges.getTaken()).toEqual([])
  })

  it('waits until everything that was typed is saved', async () => {
    const { page, remoteChanges, answers, answer, saved } = arrange({ a: 'typed' })
    page.isUnsaved = true
    remoteChanges.request()
    expect(answers).toHaveLength(0)
    await saved()
    await answer({ a: 'theirs' }, 2)
    expect(page.files).toEqual({ a: 'theirs' })
  })

  it('never replaces what was typed while it was on its way', async () => {
    const { page, remoteChanges, answers, answer, saved } = arrange({ a: '1' })
    remoteChanges.request()
    page.files['a'] = 'typed'
    page.edits += 1
    page.isUnsaved = true
    await answer({ a: 'theirs' }, 2)
    expect(page).toMatchObject({ files: { a: 'typed' }, seen: 0 })
    expect(answers).toHaveLength(0)
    await saved()
    expect(answers).toHaveLength(1)
  })

  it('a line that is cut changes nothing, and the next word asks again', async () => {
    const { page, remoteChanges, answers, settle, answer } = arrange({ a: '1' })
    remoteChanges.request()
    answers.shift()?.fail()
    await settle()
    expect(page.files).toEqual({ a: '1' })
    remoteChanges.request()
    await answer({ a: '2' }, 2)
    expect(page.files).toEqual({ a: '2' })
  })
})
