import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editLease } from '#contracts/api/workspaces/leases.ts'
import type { AnnouncementOf } from '#contracts/events.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
afterAll(() => server.stop())

/** An attempt with as many tabs as a test wants. */
async function openAttempt() {
  const { visitor, attemptId } = await server.attempt()
  const params = { attemptId }
  const tab = () => {
    const tabId = randomUUID()
    const clientId = randomUUID()
    return {
      tabId,
      clientId,
      acquire: (takeOver = false) => visitor.must('acquireLease', { params, body: { tabId, takeOver } }),
      renew: (token: number) => visitor.must('renewLease', { params, body: { tabId, token } }),
      release: (token: number) => visitor.must('releaseLease', { params, body: { tabId, token } }),
      save: (seq: number, text: string, token: number) =>
        visitor.call('saveWorkspace', {
          params,
          body: {
            clientId,
            seq,
            changes: [{ kind: 'write' as const, path: 'typed.txt', content: text }],
            lease: { tabId, token },
          },
        }),
    }
  }
  const typed = async () => {
    const { files } = await visitor.must('getWorkspace', { params })
    return files.find((file) => file.path === 'typed.txt')?.content
  }
  const conflicts = async () => {
    const listed = (await visitor.must('listConflictCopies', { params })).conflicts
    return Promise.all(
      listed.map(async (conflict) => ({
        ...conflict,
        ...(await visitor.must('getConflictCopy', { params: { ...params, copyId: conflict.id } })),
      })),
    )
  }
  return { visitor, params, attemptId, tab, typed, conflicts }
}

describe('one page writes', () => {
  it('the first has the right, a second is told who has it, and may take it over', async () => {
    const { tab } = await openAttempt()
    const [first, second] = [tab(), tab()]
    expect(await first.acquire()).toEqual({ kind: 'granted', token: 1 })
    expect(await second.acquire()).toEqual({ kind: 'held', tabId: first.tabId })
    expect(await second.acquire(true)).toEqual({ kind: 'granted', token: 2 })
    expect(await first.renew(1)).toEqual({ kind: 'lost' })
    expect(await second.renew(2)).toEqual({ kind: 'renewed' })
  })

  it('what the page that lost the right still sends becomes a conflict copy and overwrites nothing', async () => {
    const { tab, typed, conflicts } = await openAttempt()
    const [first, second] = [tab(), tab()]
    await first.acquire()
    expect(await first.save(1, 'first', 1)).toMatchObject({ status: 200, body: { conflictPaths: [] } })
    await second.acquire(true)
    expect(await second.save(1, 'second', 2)).toMatchObject({ status: 200 })

    const refused = { status: 409, error: { code: 'lease_lost' } }
    expect(await first.save(2, 'first, not sent yet', 1)).toMatchObject(refused)
    expect(await first.save(2, 'first, not sent yet', 1)).toMatchObject(refused)
    expect(await typed()).toBe('second')
    const content = (text: string) => [{ path: 'typed.txt', content: text }]
    expect(await conflicts()).toMatchObject([
      {
        reason: 'lease_lost',
        tabId: first.tabId,
        outcome: null,
        files: content('first, not sent yet'),
      },
    ])

    expect(await first.save(3, 'first, its last words', 1)).toMatchObject(refused)
    expect(await conflicts()).toMatchObject([{ files: content('first, its last words') }])
    const { db } = server.deps
    const kept = await db
      .selectFrom('conflict_copies')
      .selectAll()
      .where('tab_id', '=', first.tabId)
      .execute()
    expect(kept).toHaveLength(2)
    await expect(db.deleteFrom('conflict_copies').execute()).rejects.toThrow('append-only')
  })

  it('a save that was committed before the right passed on is acknowledged when it is sent again', async () => {
    const { tab, conflicts } = await openAttempt()
    const [first, second] = [tab(), tab()]
    await first.acquire()
    const before = await first.save(1, 'first', 1)
    await second.acquire(true)
    expect(await first.save(1, 'first', 1)).toEqual(before)
    expect(await conflicts()).toEqual([])
  })

  it('reloading gives the tab its own right again, also when it had expired', async () => {
    const { tab } = await openAttempt()
    const [first, second] = [tab(), tab()]
    await first.acquire()
    await first.release(1)
    expect(await first.acquire()).toEqual({ kind: 'granted', token: 1 })
    server.clock.advance(editLease.lastsMs + 1)
    expect(await first.acquire()).toEqual({ kind: 'granted', token: 1 })
    expect((await second.acquire()).kind).toBe('held')
  })

  it('a page that went away, or was killed, is in nobody’s way', async () => {
    const { tab } = await openAttempt()
    const [first, second, third] = [tab(), tab(), tab()]
    await first.acquire()
    await first.release(1)
    expect(await second.acquire()).toEqual({ kind: 'granted', token: 2 })
    server.clock.advance(editLease.lastsMs - 1)
    expect((await third.acquire()).kind).toBe('held')
    server.clock.advance(1)
    expect(await third.acquire()).toEqual({ kind: 'granted', token: 3 })
  })

  it('a page that renews keeps its right, however long it thinks', async () => {
    const { tab } = await openAttempt()
    const [first, second] = [tab(), tab()]
    await first.acquire()
    for (let round = 0; round < 20; round += 1) {
      server.clock.advance(editLease.renewEveryMs)
      expect((await first.renew(1)).kind).toBe('renewed')
    }
    expect((await second.acquire()).kind).toBe('held')
  })

  it('a page that was away goes on as before where nobody took its right, although it had expired', async () => {
    const { tab, typed } = await openAttempt()
    const first = tab()
    await first.acquire()
    server.clock.advance(10 * 60_000)
    expect(await first.save(1, 'typed without a line', 1)).toMatchObject({ status: 200 })
    expect(await typed()).toBe('typed without a line')
  })

  it('of many that take over at once each gets a right of its own, and one the newest', async () => {
    const { tab } = await openAttempt()
    const answers = await Promise.all(Array.from({ length: 8 }, () => tab().acquire(true)))
    const tokens = answers.map((answer) => (answer.kind === 'granted' ? answer.token : 0))
    expect(tokens.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('says aloud who writes now, and that something was kept apart', async () => {
    const { tab, attemptId } = await openAttempt()
    const said: unknown[] = []
    const { announce } = server.deps
    server.deps.announce = (name, payload) => {
      if (name === 'lease-taken' || name === 'conflict-copy-kept') said.push(payload)
      announce(name, payload)
    }
    const [first, second] = [tab(), tab()]
    await first.acquire()
    await first.acquire()
    await second.acquire(true)
    await first.save(1, 'too late', 1)
    server.deps.announce = announce
    const lease = (tabId: string, token: number): AnnouncementOf<'lease-taken'> => ({
      attemptId,
      tabId,
      token,
    })
    expect(said).toEqual([lease(first.tabId, 1), lease(second.tabId, 2), { attemptId }])
  })

  it('a right is of one attempt, and of the one whose attempt it is', async () => {
    const [own, other] = [await openAttempt(), await openAttempt()]
    const mine = own.tab()
    await mine.acquire()
    const body = { tabId: mine.tabId, token: 1 }
    for (const name of ['renewLease', 'releaseLease'] as const)
      expect(await other.visitor.call(name, { params: own.params, body })).toMatchObject({
        status: 404,
        error: { code: 'not_found' },
      })
    expect(await mine.renew(1)).toEqual({ kind: 'renewed' })
    expect(await other.visitor.must('renewLease', { params: other.params, body })).toEqual({ kind: 'lost' })
  })
})
