import type { Socket } from 'socket.io-client'
import type { z } from 'zod'
import {
  announcements,
  type AnnouncementName,
  type AnnouncementOf,
  type ClientToServer,
} from '#contracts/events.ts'

/** Announcements from the server. Any may be lost: `onConnect` is where a page asks again over HTTP. */
export interface LiveSocket {
  listen<N extends AnnouncementName>(name: N, handle: (payload: AnnouncementOf<N>) => void): () => void
  /** Calls `handle` at every (re)connection, and at once if the line is up. */
  onConnect(handle: () => void): () => void
  /** `onWatched` is called each time the server has begun to announce: what was announced before was missed. */
  watchAttempt(attemptId: string, onWatched?: () => void): () => void
  watchBoard(): () => void
  watchRegrades(): () => void
}

const parsers: { [N in AnnouncementName]: (payload: unknown) => AnnouncementOf<N> | null } = {
  'attempt-clock': (payload) => parseOrNull(announcements['attempt-clock'], payload),
  'attempt-saved': (payload) => parseOrNull(announcements['attempt-saved'], payload),
  'lease-taken': (payload) => parseOrNull(announcements['lease-taken'], payload),
  'conflict-copy-kept': (payload) => parseOrNull(announcements['conflict-copy-kept'], payload),
  'run-live': (payload) => parseOrNull(announcements['run-live'], payload),
  'run-changed': (payload) => parseOrNull(announcements['run-changed'], payload),
  'board-changed': (payload) => parseOrNull(announcements['board-changed'], payload),
  'regrade-changed': (payload) => parseOrNull(announcements['regrade-changed'], payload),
}

/** What arrives is parsed in `listen`, so the socket itself promises nothing about it. */
type AnySocket = Socket<Record<string, (payload: unknown) => void>, ClientToServer>

const acknowledgeWithinMs = 5_000
const comeAgainMs = 3_000

/** The connection is made, and the code for it fetched, when the first page listens. */
export function createLiveSocket(): LiveSocket {
  let opening: Promise<AnySocket> | undefined
  const withSocket = (use: (socket: AnySocket) => () => void): (() => void) => {
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
  return {
    listen: (name, handle) => withSocket((socket) => listen(socket, name, handle)),
    onConnect: (handle) => withSocket((socket) => onConnect(socket, handle)),
    watchAttempt: (attemptId, onWatched) =>
      withSocket((socket) =>
        onConnect(socket, () => {
          socket.timeout(acknowledgeWithinMs).emit('watch-attempt', { attemptId }, (error, answer) => {
            if (error === null && answer.ok) onWatched?.()
          })
        }),
      ),
    watchBoard: () =>
      withSocket((socket) =>
        onConnect(socket, () => {
          socket.timeout(acknowledgeWithinMs).emit('watch-board', {}, ignoreAcknowledgement)
        }),
      ),
    watchRegrades: () =>
      withSocket((socket) =>
        onConnect(socket, () => {
          socket.timeout(acknowledgeWithinMs).emit('watch-regrades', {}, ignoreAcknowledgement)
        }),
      ),
  }
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

/** Without announcements every page still works: it asks over HTTP at intervals. So a refusal needs no handling here. */
function ignoreAcknowledgement() {}

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
    const parsed = parsers[name](payload)
    if (parsed !== null) handle(parsed)
  }
  const event: string = name
  socket.on(event, parseAndHandle)
  return () => {
    socket.off(event, parseAndHandle)
  }
}

function parseOrNull<S extends z.ZodType>(schema: S, payload: unknown): z.output<S> | null {
  const parsed = schema.safeParse(payload)
  return parsed.success ? parsed.data : null
}
