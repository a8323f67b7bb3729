import type { Logger as PinoLogger } from 'pino'
import { connectRedis } from '#platform/redis.ts'
import { createApp } from './app.ts'
import { ashby } from './ats/ashby/ashby-connector.ts'
import { greenhouse } from './ats/greenhouse/greenhouse-connector.ts'
import { tellingOf } from './ats/tell-ats.ts'
import { accommodationMails } from './attempts/accommodations/accommodation-mails.ts'
import { keepPracticeExercises } from './attempts/practice/practice-exercises.ts'
import { watchOutages } from './attempts/watch-outages.ts'
import { startBackgroundLoops } from './background-loops.ts'
import type { ServerConfig } from './config.ts'
import { databaseClock, type Clock } from './db/clock.ts'
import { connectDatabase } from './db/connect.ts'
import { migrate } from './db/migrate.ts'
import type { Deps } from './deps.ts'
import { loadExercises } from './exercises/load-exercises.ts'
import { watchAnswers } from './http/limits/answer-watch.ts'
import { listen, type HttpListener } from './http/listen.ts'
import { createMetrics } from './http/metrics.ts'
import { createFailureCounter, createRateLimits } from './http/limits/rate-limit.ts'
import { createIdentify, requireOwnAttempt } from './identify.ts'
import { deliverWebhook, standardWebhook } from './integrations/webhooks/deliver-webhook.ts'
import { appointmentMails } from './invitations/appointments/appointment-mails.ts'
import { reminderByHandMail } from './invitations/bulk/reminder-mail.ts'
import { endingMails } from './invitations/endings/ending-mails.ts'
import { invitationMails } from './invitations/invitation-mails.ts'
import { makeInvitations } from './invitations/import/make-invitations.ts'
import { deliverMail } from './mails/deliver-mail.ts'
import { openMailTransport } from './mails/mail-transport.ts'
import { openQueues, type ServerQueues } from './queues.ts'
import { recordReport } from './runs/record-report.ts'
import { openSockets, type Sockets } from './sockets.ts'
import { createOidcClient } from './staff/oidc/oidc-client.ts'
import { createKnownBrowser } from './staff/sign-in/known-browser.ts'
import { createSignInThrottle } from './staff/sign-in/sign-in-throttle.ts'
import { createStaffAuth } from './staff/staff-auth.ts'
import { promiseMails } from './submissions/promise/promise-mails.ts'
import { receiptMail } from './submissions/receipt/receipt-mail.ts'

import { outboundPolicyOf } from './webhooks/outbound/outbound-policy.ts'
import { createSender } from './webhooks/outbound/send-request.ts'

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

/** Builds everything from the configuration and starts it. What it started, `stop` stops in reverse order. */
export async function startServer({ config, log, clock }: StartOptions): Promise<RunningServer> {
  const databases = connectDatabases(config)
  await migrate(databases.patient)
  const http = await listen(config)
  const parts = openParts({ config, log, clock }, databases, http)
  const { deps, queues, sockets, limitsRedis, identify } = parts
  await keepPracticeExercises(deps.db, await deps.clock.now())
  const exerciseProblems = await loadExercises(deps, await deps.clock.now())
  const heartbeat = { ...deps, db: databases.heartbeat, clock: clock ?? databaseClock(databases.heartbeat) }
  await watchOutages(heartbeat)
  const answers = watchAnswers()
  const rateLimits = createRateLimits(limitsRedis, config.queuePrefix)
  const entrance = { identify, rateLimits, answers }
  http.answerWith(createApp({ deps, log, entrance, exerciseProblems }))
  const mails = consumeQueues(deps, queues, sockets)
  const patient = { ...deps, db: databases.patient }
  const isClockReal = clock === undefined
  const loops = startBackgroundLoops({ deps, heartbeat, patient, answers, isClockReal })
  return {
    deps,
    async stop() {
      await sockets.stop()
      await http.close()
      await loops.stop()
      await queues.stop()
      mails.close()
      limitsRedis.disconnect()
      await Promise.all(Object.values(databases).map((database) => database.destroy()))
    },
  }
}

function connectDatabases({ databaseUrl }: ServerConfig) {
  return {
    main: connectDatabase(databaseUrl),
    patient: connectDatabase(databaseUrl, 2, { isPatient: true }),
    heartbeat: connectDatabase(databaseUrl, 1),
  }
}

type Databases = ReturnType<typeof connectDatabases>

/** What everything else is made of; nothing of it answers or consumes yet. */
function openParts({ config, log, clock: given }: StartOptions, { main: db }: Databases, http: HttpListener) {
  const clock = given ?? databaseClock(db)
  const publicUrl = config.publicUrl ?? http.address
  const secure = publicUrl.startsWith('https:')
  const { redisUrl, queuePrefix: prefix, authSecret: secret } = config
  const metrics = createMetrics()
  const auth = createStaffAuth({ db, secret, baseUrl: publicUrl })
  const queues = openQueues({ redisUrl, prefix, log })
  const limitsRedis = connectRedis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 })
  limitsRedis.on('error', (err: Error) => log.debug({ err }, 'redis'))
  const identify = createIdentify({ db, auth, secure })
  const sockets = openSockets({
    httpServer: http.httpServer,
    redisUrl,
    prefix,
    publicUrl: () => publicUrl,
    log,
    metrics,
    identify: async (headers) => identify(headers, await clock.now()),
    requireAttempt: (caller, attemptId) => requireOwnAttempt(db, caller, attemptId),
  })
  const { announce, closeSessions } = sockets
  const { jobs } = queues
  const signInThrottle = createSignInThrottle(createFailureCounter(limitsRedis, prefix))
  const knownBrowser = createKnownBrowser({ secret, secure })
  const oidc = config.oidc === null ? null : createOidcClient(config.oidc, publicUrl)
  const services = { auth, oidc, signInThrottle, knownBrowser, announce, closeSessions, jobs, metrics }
  const deps: Deps = { config, publicUrl, db, clock, log, ...services }
  return { deps, queues, sockets, limitsRedis, identify }
}

function consumeQueues(deps: Deps, queues: ServerQueues, sockets: Sockets) {
  const transport = openMailTransport(deps.config.mail)
  const composers = {
    ...invitationMails,
    ...endingMails,
    ...reminderByHandMail,
    ...appointmentMails,
    ...accommodationMails,
    ...receiptMail,
    ...promiseMails,
  }
  const webhooks = {
    tellings: { webhook: standardWebhook, greenhouse: tellingOf(greenhouse), ashby: tellingOf(ashby) },
    send: createSender(outboundPolicyOf(deps.config.outboundAllow)),
  }
  queues.consume({
    onReport: (report) => recordReport(deps, report),
    onLive: sockets.passOn,
    onImport: (importId) => makeInvitations(deps, importId),
    onDelivery: (deliveryId) => deliverWebhook(deps, webhooks, deliveryId),
    onMail: (mailId) => deliverMail(deps, { composers, transport }, mailId),
  })
  return transport
}
