import { describe, expect, it } from 'vitest'
import { NoAnswerError } from '../../../client/lib/api/api-error.ts'
import { openEditLease } from '../../../client/sync/lease/edit-lease.ts'
import type { LeaseCalls } from '../../../client/sync/lease/lease-calls.ts'

const tabId = '0d9a7b1e-51a4-4d6c-9a39-6a1b0a9a1c11'
const otherTabId = '7d444840-9dc0-41d1-8245-5ffdce74fad2'

/** A server with one lease and no clock. */
function arrange(holder: string | null) {
  const server = { holder, token: holder === null ? 0 : 1, released: 0, isCut: false }
  const calls: LeaseCalls = {
    async acquire(request) {
      if (server.holder !== null && server.holder !== request.tabId && !request.takeOver)
        return { kind: 'held', tabId: server.holder }
      if (server.holder !== request.tabId) server.token += 1
      server.holder = request.tabId
      return { kind: 'granted', token: server.token }
    },
    async renew(right) {
      if (server.isCut) throw new NoAnswerError('cut')
      return { kind: server.token === right.token ? 'renewed' : 'lost' }
    },
    async release() {
      server.released += 1
    },
  }
  const open = (isGone = false) => openEditLease({ tabId, calls, isGone: async () => isGone })
  return { server, calls, open }
}

describe('the right to write', () => {
  it('is had by the first page, and asked for by the second', async () => {
    expect((await arrange(null).open()).getState()).toEqual({ kind: 'writing' })
    const { server, open } = arrange(otherTabId)
    const second = await open()
    expect(second.getState()).toEqual({ kind: 'reading', why: 'held' })
    expect(second.right()).toBeNull()
    await second.takeOver()
    expect(second.getState()).toEqual({ kind: 'writing' })
    expect(second.right()).toEqual({ tabId, token: 2 })
    expect(server.holder).toBe(tabId)
  })

  it('of a tab of this browser that is gone is taken without asking', async () => {
    expect((await arrange(otherTabId).open(true)).getState()).toEqual({ kind: 'writing' })
  })

  it('is lost at the word of the server, and what was typed under it is still sent under it', async () => {
    const { server, calls, open } = arrange(null)
    const lease = await open()
    const states: string[] = []
    lease.subscribe(() => states.push(lease.getState().kind))
    lease.lose(1)
    expect(lease.getState().kind).toBe('writing')
    await calls.acquire({ tabId: otherTabId, takeOver: true })
    await lease.renew()
    lease.lose(server.token)
    expect(states).toEqual(['reading'])
    expect(lease.getState()).toEqual({ kind: 'reading', why: 'lost' })
    expect(lease.right()).toEqual({ tabId, token: 1 })
    lease.release()
    expect(server.released).toBe(0)
  })

  it('is not given up because the line is cut: typing goes on', async () => {
    const { server, open } = arrange(null)
    const lease = await open()
    server.isCut = true
    await lease.renew()
    expect(lease.getState().kind).toBe('writing')
  })
})
