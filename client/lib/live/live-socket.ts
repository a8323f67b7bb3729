import type { Socket } from 'socket.io-client'
import type { z } from 'zod'
import {
  announcements,
  type Acknowledgement,
  type AnnouncementName,
  type AnnouncementOf,
  type ClientToServer,
  type RoomName,
} from '#contracts/events.ts'
import { CountedWatches } from './counted-watches.ts'

/** Announcements from the server. Any may be lost: `onConnect` is where a page asks again over HTTP. */
export interface LiveSocket {
  listen<N extends AnnouncementName>(name: N, handle: (payload: AnnouncementOf<N>) => void): () => void
  /** Calls `handle` at every (re)connection, and at once if the line is up. */
  onConnect(handle: () => void): () => void
  /**
   * Has the server announce what happens in a room; however many ask, it is asked once a connection. `onWatched` is called each time
   * that it has begun: what was announced before was missed.
   */
  watchAttempt(attemptId: string, onWatched?: () => void): () => void
  watchList(room: Exclude<RoomName, 'attempt'>, onWatched?: () => void): () => void
}

const parsers: { [N in AnnouncementName]: { payload: z.ZodType<AnnouncementOf<N>> } } = announcements

/** What arrives is parsed in `listen`, so the socket itself promises nothing about it. */
type AnySocket = Socket<Record<string, (payload: unknown) => void>, ClientToServer>

const acknowledgeWithinMs = 5_000
const comeAgainMs = 3_000

/** The connection is made, and the code for it fetched, when the first page listens. */
export function createLiveSocket(): LiveSocket {
  let opening: Promise<AnySocket> | undefined
  const withSocket: WithSocket = (use) => {
    let stop: (() => void) | undefined
    let stopped = false
    opening ??= openSocket()
    opening.then(
      (socket) => {
        if (!stopped) stop = use(socket)
      },
      () => {
        opening = undefined
      },
    )
    return () => {
      stopped = true
      stop?.()
    }
  }
  const watches = new CountedWatches()
  return {
    listen: (name, handle) => withSocket((socket) => listen(socket, name, handle)),
    onConnect: (handle) => withSocket((socket) => onConnect(socket, handle)),
    watchAttempt: (attemptId, onWatched) =>
      watches.add(
        `attempt ${attemptId}`,
        beginWith(withSocket, (socket, acknowledge) =>
          socket.emit('watch-attempt', { attemptId }, acknowledge),
        ),
        onWatched,
      ),
    watchList: (room, onWatched) =>
      watches.add(
        room,
        beginWith(withSocket, (socket, acknowledge) => socket.emit(`watch-${room}`, {}, acknowledge)),
        onWatched,
      ),
  }
}

type WithSocket = (use: (socket: AnySocket) => () => void) => () => void
type Acknowledge = (error: Error | null, answer: Acknowledgement) => void
type TimedSocket = ReturnType<AnySocket['timeout']>

/**
 * Asks to be told at each connection. Without announcements every page still works: it asks over HTTP at intervals. So a refusal
 * needs no handling here.
 */
function beginWith(
  withSocket: WithSocket,
  ask: (socket: TimedSocket, acknowledge: Acknowledge) => unknown,
): (onWatched: (isUp: () => boolean) => void) => () => void {
  return (onWatched) =>
    withSocket((socket) =>
      onConnect(socket, () => {
        const line = socket.id
        const isUp = () => socket.connected && socket.id === line
        ask(socket.timeout(acknowledgeWithinMs), (error, answer) => {
          if (error === null && answer.ok && isUp()) onWatched(isUp)
        })
      }),
    )
}

async function openSocket(): Promise<AnySocket> {
  const { io } = await import('socket.io-client')
  const socket: AnySocket = io({ autoConnect: false, transports: ['websocket'], reconnectionDelayMax: 5_000 })
  const later = () => setTimeout(() => socket.connect(), comeAgainMs)
  // What the server ends or refuses by itself is not tried again by the library. Whoever is signed out is not let in, and
  // connects when a page of theirs listens after they have signed in.
  socket.on('disconnect', (reason: unknown) => {
    if (reason === 'io server disconnect') later()
  })
  socket.on('connect_error', (error: unknown) => {
    const isRefused = error instanceof Error && error.message === 'not_signed_in'
    if (!socket.active && !isRefused) later()
  })
  return socket
}

function onConnect(socket: AnySocket, handle: () => void): () => void {
  socket.on('connect', handle)
  if (socket.connected) handle()
  else socket.connect()
  return () => {
    socket.off('connect', handle)
  }
}

function listen<N extends AnnouncementName>(
  socket: AnySocket,
  name: N,
  handle: (payload: AnnouncementOf<N>) => void,
): () => void {
  const parseAndHandle = (payload: unknown) => {
    const parsed = parsers[name].payload.safeParse(payload)
    if (parsed.success) handle(parsed.data)
  }
  const event: string = name
  socket.on(event, parseAndHandle)
  return () => {
    socket.off(event, parseAndHandle)
  }
}
