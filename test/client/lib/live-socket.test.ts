import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLiveSocket } from '../../../client/lib/live/live-socket.ts'
import { eventually } from '../../support/eventually.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  vi.unstubAllGlobals()
})

/** A server that notes what it is asked to announce. */
async function openServer() {
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'] })
  const asked: string[] = []
  io.on('connection', (socket) => {
    socket.onAny((name: string, payload: { attemptId?: string }, acknowledge: (answer: object) => void) => {
      asked.push([name, payload.attemptId].filter(Boolean).join(' '))
      acknowledge({ ok: true })
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  closing.push(() => io.close())
  const { port } = http.address() as AddressInfo
  vi.stubGlobal('location', new URL(`http://127.0.0.1:${port}/`))
  return {
    asked,
    /** The line goes, as a network does; the page comes again by itself. */
    cut: () => io.sockets.sockets.forEach((socket) => socket.conn.close()),
    announce: (name: string, payload: object) => io.emit(name, payload),
  }
}

const attemptId = '7f2f5a1e-8f3b-4b3e-9a57-1d9f2f1b1c11'

describe('a page that watches', () => {
  it('asks once a connection, however many of its parts follow the same attempt', async () => {
    const server = await openServer()
    const socket = createLiveSocket()
    const heard = [0, 0, 0]
    const stops = heard.map((_none, index) => socket.watchAttempt(attemptId, () => (heard[index]! += 1)))
    await eventually(() => Promise.resolve(heard.every((count) => count === 1)))
    expect(server.asked).toEqual([`watch-attempt ${attemptId}`])

    server.cut()
    await eventually(() => Promise.resolve(heard.every((count) => count === 2)))
    expect(server.asked).toEqual([`watch-attempt ${attemptId}`, `watch-attempt ${attemptId}`])
    for (const stop of stops) stop()
  })

  it('tells one that comes later at once, and goes on for the rest when one ends', async () => {
    const server = await openServer()
    const socket = createLiveSocket()
    const heard: string[] = []
    const stopFirst = socket.watchAttempt(attemptId, () => heard.push('first'))
    await eventually(() => Promise.resolve(heard.length === 1))
    const stopSecond = socket.watchAttempt(attemptId, () => heard.push('second'))
    await eventually(() => Promise.resolve(heard.length === 2))
    stopFirst()
    server.cut()
    await eventually(() => Promise.resolve(heard.length === 3))
    expect(heard).toEqual(['first', 'second', 'second'])
    expect(server.asked).toHaveLength(2)
    stopSecond()
  })

  it('asks anew once nobody followed any more, and apart for each thing', async () => {
    const server = await openServer()
    const socket = createLiveSocket()
    let isWatched = false
    socket.watchAttempt(attemptId, () => (isWatched = true))()
    const stop = socket.watchAttempt(attemptId, () => (isWatched = true))
    await eventually(() => Promise.resolve(isWatched))
    const lists = ['board', 'regrades', 'reviews'] as const
    const watched: string[] = []
    const stops = lists.map((list) => socket.watchList(list, () => watched.push(list)))
    await eventually(() => Promise.resolve(watched.length === lists.length))
    expect(server.asked).toEqual([
      `watch-attempt ${attemptId}`,
      'watch-board',
      'watch-regrades',
      'watch-reviews',
    ])
    for (const each of [stop, ...stops]) each()
  })

  it('hears only what has the form that the table says', async () => {
    const server = await openServer()
    const socket = createLiveSocket()
    const heard: unknown[] = []
    socket.listen('reviews-changed', (payload) => heard.push(payload))
    let isConnected = false
    const stop = socket.onConnect(() => (isConnected = true))
    await eventually(() => Promise.resolve(isConnected))
    server.announce('reviews-changed', { submissionId: attemptId })
    server.announce('reviews-changed', {})
    await eventually(() => Promise.resolve(heard.length > 0))
    expect(heard).toEqual([{}])
    stop()
  })
})
