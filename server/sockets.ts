import type { Server as HttpServer } from 'node:http'
import { createAdapter } from '@socket.io/redis-streams-adapter'
import type { Redis } from 'ioredis'
import { Server } from 'socket.io'
import { errorCatalogue } from '#contracts/errors.ts'
import {
  announcements,
  roomNames,
  rooms,
  type Acknowledgement,
  type AnnouncementName,
  type AnnouncementOf,
  type ClientToServer,
  type RoomName,
  type ServerToClient,
} from '#contracts/events.ts'
import type { LiveRunEvent } from '#contracts/jobs.ts'
import type { Announce, CloseSessions, Logger } from './deps.ts'
import { Gathered } from './gathered.ts'
import { AppError } from './http/app-error.ts'
import { authorise } from './http/access/authorise.ts'
import type { Caller } from './http/access/caller.ts'
import { roomAccess } from './http/access/room-access.ts'
import { comesFromOurPages } from './http/access/origin.ts'
import type { Metrics } from './http/metrics.ts'
import { Lanes, KeyedLimiter } from './http/limits/keyed-limiter.ts'
import { connectRedis } from '#platform/redis.ts'

interface SocketOptions {
  httpServer: HttpServer
  redisUrl: string
  prefix: string
  publicUrl: () => string
  log: Logger
  metrics: Metrics
  identify: (headers: Headers) => Promise<Caller>
  /** Throws unless this candidate may watch this attempt. */
  requireAttempt: (caller: Caller, attemptId: string) => Promise<unknown>
}

export interface Sockets {
  announce: Announce
  passOn: (event: LiveRunEvent) => void
  closeSessions: CloseSessions
  stop(): Promise<void>
}

const attemptRoom = (attemptId: string) => `attempt-${attemptId}`
const sessionRoom = (id: string) => `session-${id}`

type SocketData = { caller: Caller; leave: () => void }
/** A window holds one, and people have many windows; a page that reloads is gone before it comes again. */
const socketsOfSession = 30
/** After a restart all pages come at once; who they are is asked of the database a few at a time. */
const identifyBounds = { limit: 8, maxWaiting: 3_000, maxWaitingOfKey: 1 } as const
/** A page watches some three things. */
const maxRequestsOfSocket = 100
/** Lists of many people's matters are asked for anew when one of them changes: that once a second is soon enough. */
const listEveryMs = 1_000

/** By what a socket is closed when somebody is put out: a candidate's session, a colleague. */
const sessionsOf = ({ candidate, staff }: Caller) => [
  ...(candidate === null ? [] : [candidate.sessionId]),
  ...(staff === null ? [] : [staff.sessionId]),
]

function roomOf(name: AnnouncementName, payload: AnnouncementOf<AnnouncementName>): string {
  return 'attemptId' in payload ? attemptRoom(payload.attemptId) : announcements[name].room
}

function refusal(error: unknown): Acknowledgement {
  const code = error instanceof AppError ? error.code : 'internal'
  return { ok: false, code, message: errorCatalogue[code].message }
}

type IoServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>
type IoSocket = Parameters<Parameters<IoServer['use']>[0]>[0]

/** Announcements to pages. The rooms are chosen here, never by the page alone; nothing is changed through a socket. */
export function openSockets(options: SocketOptions): Sockets {
  const redis = connectForAdapter(options)
  const io = createIo(
    options,
    createAdapter(redis, { streamName: `${options.prefix}-sockets`, onlyPlaintext: true }),
  )
  io.use(admitKnown(options))
  io.on('connection', answerWatches(options))
  const gathered = new Gathered(listEveryMs)
  return {
    announce: announceTo(io, gathered),
    passOn: (event) => io.local.to(attemptRoom(event.attemptId)).emit('run-live', event),
    closeSessions(ids) {
      for (const id of ids) io.in(sessionRoom(id)).disconnectSockets(true)
    },
    async stop() {
      gathered.stop()
      io.disconnectSockets(true)
      await io.close()
      redis.disconnect()
    },
  }
}

/**
 * The adapter opens its further connections by `duplicate`, and nothing waits for the answer to its SUBSCRIBE: a server that is
 * stopped before that answer would die of an unhandled rejection instead of ending.
 */
function connectForAdapter({ redisUrl, log }: SocketOptions): Redis {
  const redis = connectRedis(redisUrl, { maxRetriesPerRequest: null })
  redis.on('error', (err: Error) => log.debug({ err }, 'redis'))
  const duplicate = redis.duplicate.bind(redis)
  redis.duplicate = (override) => {
    const copy = duplicate(override)
    const send = copy.sendCommand.bind(copy)
    copy.sendCommand = (command, stream) => {
      command.promise.catch((err: unknown) => log.debug({ err, command: command.name }, 'redis'))
      return send(command, stream)
    }
    return copy
  }
  return redis
}

function createIo(
  { httpServer, metrics, publicUrl }: SocketOptions,
  adapter: ReturnType<typeof createAdapter>,
): IoServer {
  return new Server(httpServer, {
    transports: ['websocket'],
    maxHttpBufferSize: 16 * 1024,
    serveClient: false,
    adapter,
    allowRequest: (request, allow) => {
      // Whoever brings nothing to be known by is turned away before a line is made.
      if (request.headers.cookie === undefined) {
        metrics.socketsRefused.inc({ reason: 'not_signed_in' })
        return allow('not_signed_in', false)
      }
      allow(null, comesFromOurPages(request.headers, publicUrl()))
    },
  })
}

/** Lets in who is signed in, up to a bounded number of lines a session. */
function admitKnown({ identify, metrics, log }: SocketOptions) {
  const lanes = new Lanes(socketsOfSession)
  const identifying = new KeyedLimiter(identifyBounds)
  return (socket: IoSocket, next: (error?: Error) => void) => {
    const headers = new Headers({ cookie: socket.handshake.headers.cookie ?? '' })
    const refuse = (reason: 'not_signed_in' | 'too_many' | 'unavailable') => {
      metrics.socketsRefused.inc({ reason })
      next(new Error(reason))
    }
    const admit = (caller: Caller | null) => {
      if (caller === null) return refuse('unavailable')
      const sessions = sessionsOf(caller)
      const [session] = sessions
      // Nobody in particular is told of nothing, and so has no use for a line.
      if (session === undefined) return refuse('not_signed_in')
      const leave = lanes.enter(session)
      if (leave === null) return refuse('too_many')
      socket.conn.once('close', leave)
      socket.data.caller = caller
      void socket.join(sessions.map(sessionRoom))
      next()
    }
    identifying
      .take(socket.id, () => identify(headers))
      .then(admit, (error: unknown) => {
        log.warn({ err: error }, 'a socket could not be identified')
        refuse('unavailable')
      })
  }
}

/** A page asks to be told of something, and is where its caller may hear of it. */
function answerWatches(options: SocketOptions) {
  const { metrics } = options
  return (socket: IoSocket) => {
    metrics.socketsConnected.inc()
    socket.on('disconnect', () => metrics.socketsConnected.dec())
    let requestCount = 0
    const answer = (room: RoomName) => (payload: unknown, acknowledge: unknown) => {
      const reply = (result: Acknowledgement) => {
        if (typeof acknowledge === 'function') acknowledge(result)
      }
      requestCount += 1
      if (requestCount > maxRequestsOfSocket) return reply(refusal(new AppError('too_many')))
      requireRoom(options, socket.data.caller, { room, payload }).then(
        async (allowed) => {
          await socket.join(allowed)
          reply({ ok: true })
        },
        (error: unknown) => reply(refusal(error)),
      )
    }
    for (const room of roomNames) socket.on(`watch-${room}`, answer(room))
  }
}

/** Answers the socket's room. Throws unless the caller may be told what is announced there. */
async function requireRoom(
  { requireAttempt }: SocketOptions,
  caller: Caller,
  { room, payload }: { room: RoomName; payload: unknown },
): Promise<string> {
  if (room !== 'attempt') {
    authorise(roomAccess[room], caller, { params: {}, fromWorker: () => false })
    return room
  }
  const request = rooms.attempt.safeParse(payload)
  if (!request.success) throw new AppError('bad_request')
  await requireAttempt(caller, request.data.attemptId)
  return attemptRoom(request.data.attemptId)
}

const announceTo =
  (io: IoServer, gathered: Gathered): Announce =>
  (name, payload) => {
    const room = roomOf(name, payload)
    // The pair was checked by the type of Announce; socket.io cannot follow a name that is a type parameter.
    const emit = () => {
      const target = io.to(room)
      Reflect.apply(target.emit, target, [name, payload])
    }
    if ('attemptId' in payload) emit()
    else gathered.tell(`${name} ${JSON.stringify(payload)}`, emit)
  }
