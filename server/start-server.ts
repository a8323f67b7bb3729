import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import type { Logger as PinoLogger } from 'pino'
import { createApp } from './app.ts'
import { findAttempt } from './attempts/store.ts'
import { keepPracticeExercises } from './attempts/practice/practice-exercises.ts'
import { watchOutages } from './attempts/watch-outages.ts'
import type { ServerConfig } from './config.ts'
import { databaseClock, type Clock } from './db/clock.ts'
import { connectDatabase } from './db/connect.ts'
import { migrate } from './db/migrate.ts'
import type { Deps } from './deps.ts'
import { loadExercises } from './exercises/load-exercises.ts'
import { watchAnswers } from './http/answer-watch.ts'
import { AppError } from './http/app-error.ts'
import type { Caller } from './http/caller.ts'
import { candidateCookieName, readCookie } from './http/cookies.ts'
import { createMetrics } from './http/metrics.ts'
import { createFailureCounter, createRateLimits } from './http/rate-limit.ts'
import { findCandidate } from './invitations/exchange-link.ts'
import { createKnownBrowser } from './staff/known-browser.ts'
import { createSignInThrottle } from './staff/sign-in-throttle.ts'
import { createStaffAuth } from './staff/staff-auth.ts'
import { openQueues } from './queues.ts'
import { connectRedis } from '#platform/redis.ts'
import { eraseDueCandidates } from './privacy/erase-candidates.ts'
import { appointmentMails } from './invitations/mails/appointment-mails.ts'
import { invitationMails } from './invitations/mails/invitation-mails.ts'
import { accommodationMails } from './attempts/accommodations/accommodation-mails.ts'
import { deliverMail, sweepMails } from './mails/deliver-mail.ts'
import { openMailTransport } from './mails/mail-transport.ts'
import { receiptMail } from './submissions/receipt/receipt-mail.ts'
import { repeat } from './repeat.ts'
import { recordReport } from './runs/record-report.ts'
import { sweepRuns } from './runs/sweep-runs.ts'
import { sweepDeadlines } from './submissions/sweep-deadlines.ts'
import { watchQueue } from './runs/watch-queue.ts'
import { openSockets } from './sockets.ts'

interface StartOptions {
  config: ServerConfig
  log: PinoLogger
  /** Tests bring their own; left out, the database tells the time. */
  clock?: Clock
}

export interface RunningServer {
  deps: Deps
  stop(): Promise<void>
}

const deadlineSweepEveryMs = 1_000
const runSweepEveryMs = 3_000
const watchEveryMs = 5_000
const eraseEveryMs = 3_600_000
const mailSweepEveryMs = 5_000

/** How long a request may take to arrive: ten megabytes over a slow line, and nobody holds a connection for ever. */
const slowRequests = { headersTimeout: 20_000, requestTimeout: 120_000, connectionsCheckingInterval: 5_000 }

const stalledMs = 60_000

const notYet: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Retry-After': '1' }).end()
}

/** Builds everything from the configuration and starts it. What it started, `stop` stops in reverse order. */
export async function startServer({ config, log, clock: givenClock }: StartOptions): Promise<RunningServer> {
  const db = connectDatabase(config.databaseUrl)
  const patientDb = connectDatabase(config.databaseUrl, 2, { isPatient: true })
  await migrate(patientDb)
  const clock = givenClock ?? databaseClock(db)
  // However busy the others are: whether the service is there is not whether one of their connections is free.
  const heartbeatDb = connectDatabase(config.databaseUrl, 1)
  const heartbeatClock = givenClock ?? databaseClock(heartbeatDb)

  let listener = notYet
  const httpServer = createServer(slowRequests, (request, response) => listener(request, response))
  // A client that reads nothing of what it asked for is cut off; sockets, which are quiet by nature, are not held to it.
  httpServer.setTimeout(stalledMs)
  await new Promise<void>((resolve, reject) => {
    httpServer.once('error', reject)
    httpServer.listen(config.port, config.host, resolve)
  })
  const publicUrl = config.publicUrl ?? ownAddress(httpServer.address())
  const secure = publicUrl.startsWith('https:')

  const metrics = createMetrics()
  const auth = createStaffAuth({ db, secret: config.authSecret, baseUrl: publicUrl })
  const queues = openQueues({ redisUrl: config.redisUrl, prefix: config.queuePrefix, log })
  const limitsRedis = connectRedis(config.redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 })
  limitsRedis.on('error', (err: Error) => log.debug({ err }, 'redis'))

  const identify = async (headers: Headers, now: Date): Promise<Caller> => {
    const cookies = headers.get('cookie') ?? undefined
    if (cookies === undefined) return { staff: null, candidate: null }
    const [staff, candidate] = await Promise.all([
      auth.findActor(headers),
      findCandidate({ db }, readCookie(cookies, candidateCookieName(secure)), now),
    ])
    return { staff, candidate }
  }
  const sockets = openSockets({
    httpServer,
    redisUrl: config.redisUrl,
    prefix: config.queuePrefix,
    publicUrl: () => publicUrl,
    log,
    metrics,
    identify: async (headers) => identify(headers, await clock.now()),
    requireAttempt: async (caller, attemptId) => {
      const attempt = await findAttempt(db, attemptId)
      const holds = attempt !== null && caller.candidate?.invitationIds.has(attempt.invitation_id)
      if (!holds) throw new AppError('not_found')
    },
  })

  const deps: Deps = {
    config,
    publicUrl,
    db,
    clock,
    log,
    auth,
    signInThrottle: createSignInThrottle(createFailureCounter(limitsRedis, config.queuePrefix)),
    knownBrowser: createKnownBrowser({ secret: config.authSecret, secure }),
    metrics,
    announce: sockets.announce,
    closeSessions: sockets.closeSessions,
    jobs: queues.jobs,
  }
  await keepPracticeExercises(db, await clock.now())
  const exerciseProblems = await loadExercises(deps, await clock.now())
  const beating: Deps = { ...deps, db: heartbeatDb, clock: heartbeatClock }
  await watchOutages(beating)
  const answers = watchAnswers()
  const rateLimits = createRateLimits(limitsRedis, config.queuePrefix)
  listener = createApp({ deps, log, entrance: { identify, rateLimits, answers }, exerciseProblems })
  const transport = openMailTransport(config.mail)
  const composers = { ...invitationMails, ...appointmentMails, ...accommodationMails, ...receiptMail }
  queues.consume({
    onReport: (report) => recordReport(deps, report),
    onLive: sockets.passOn,
    onMail: (mailId) => deliverMail(deps, { composers, transport }, mailId),
  })
  // A test's clock jumps, which is no outage: there the watches look when the test says so.
  const watch = async (look: (deps: Deps) => Promise<unknown>, scope = deps) => {
    if (givenClock === undefined) await look(scope)
  }
  const isAnswering = () => answers.isAnswering(() => sql`select 1`.execute(db))
  const beat = async () => {
    if (await isAnswering()) await watch(watchOutages, beating)
  }
  const sweep = async () => {
    // While nobody is answered, and before what that took is given back, nobody's time is found to be over.
    if (!(await isAnswering())) return
    await watch(watchOutages, beating)
    await sweepDeadlines(deps)
  }
  const loops = [
    repeat({ name: 'outages', everyMs: watchEveryMs, work: beat, log }),
    repeat({ name: 'queue', everyMs: watchEveryMs, work: () => watch(watchQueue), log }),
    repeat({ name: 'deadlines', everyMs: deadlineSweepEveryMs, work: sweep, log }),
    repeat({
      name: 'erasure',
      everyMs: eraseEveryMs,
      work: () => watch(eraseDueCandidates, { ...deps, db: patientDb }),
      log,
    }),
    repeat({ name: 'mails', everyMs: mailSweepEveryMs, work: () => sweepMails(deps), log }),
    repeat({ name: 'runs', everyMs: runSweepEveryMs, work: () => sweepRuns(deps), log }),
  ]

  return {
    deps,
    async stop() {
      await sockets.stop()
      httpServer.closeIdleConnections()
      const closed = new Promise<void>((resolve) => httpServer.close(() => resolve()))
      setTimeout(() => httpServer.closeAllConnections(), 5_000).unref()
      await closed
      await Promise.all(loops.map((loop) => loop.stop()))
      await queues.stop()
      transport.close()
      limitsRedis.disconnect()
      await Promise.all([heartbeatDb.destroy(), patientDb.destroy(), db.destroy()])
    },
  }
}

function ownAddress(address: string | AddressInfo | null): string {
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port')
  const host = address.address === '0.0.0.0' || address.address === '::' ? '127.0.0.1' : address.address
  return `http://${host}:${address.port}`
}
