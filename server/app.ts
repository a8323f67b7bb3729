import { randomUUID } from 'node:crypto'
import express, { type Express } from 'express'
import helmet from 'helmet'
import { pinoHttp } from 'pino-http'
import type { Logger as PinoLogger } from 'pino'
import { api } from '#contracts/api.ts'
import type { ExerciseProblem } from '#contracts/api/exercises.ts'
import { findAttemptState } from './attempts/store.ts'
import { auditRoutes } from './board/audit/routes.ts'
import { boardRoutes } from './board/routes.ts'
import { accommodationRoutes } from './attempts/accommodations/routes.ts'
import { ashbyRouter } from './ats/ashby/router.ts'
import { greenhouseRouter } from './ats/greenhouse/router.ts'
import { atsRoutes } from './ats/routes.ts'
import { attemptRoutes } from './attempts/routes.ts'
import { timeRoutes } from './attempts/extra-time/routes.ts'
import { forwardedSeenKey, writeSetting } from './db/settings.ts'
import type { Deps } from './deps.ts'
import { exerciseRoutes } from './exercises/routes.ts'
import { listLoadedVersions } from './exercises/store.ts'
import { AppError } from './http/app-error.ts'
import type { Handlers } from './http/call.ts'
import { clientFiles } from './http/client-files.ts'
import { docsRouter } from './http/docs/docs-page.ts'
import { watchForwarded } from './http/forwarded.ts'
import { healthRouter } from './http/health.ts'
import { mountRoutes, type Entrance } from './http/mount-routes.ts'
import { renderErrors } from './http/render-error.ts'
import { apiKeyRoutes } from './integrations/keys/routes.ts'
import { webhookRoutes } from './integrations/webhooks/routes.ts'
import { appointmentRoutes } from './invitations/appointments/routes.ts'
import { handOverInvitations, listOpenInvitations } from './invitations/handover/store.ts'
import { bulkRoutes } from './invitations/bulk/routes.ts'
import { noteRoutes } from './invitations/notes/routes.ts'
import { boardViewRoutes } from './staff/views/routes.ts'
import { insightRoutes } from './insight/routes.ts'
import { importRoutes } from './invitations/import/routes.ts'
import { invitationRoutes } from './invitations/routes.ts'
import { mailRoutes } from './invitations/mail-routes.ts'
import { outboxRoutes } from './invitations/outbox/routes.ts'
import { organisationRoutes } from './staff/organisation/routes.ts'
import { oidcRouter } from './staff/oidc/router.ts'
import { staffRoutes } from './staff/routes.ts'
import { calendarRoutes } from './positions/calendars/routes.ts'
import { positionRoutes } from './positions/routes.ts'
import { listReviewerPools, listThinPools, writeReviewerPools } from './positions/reviewer-store.ts'
import { hasPosition } from './positions/store.ts'
import { hasInvitation } from './invitations/store.ts'
import { publicApiRoutes } from './public-api/routes.ts'
import { privacyRoutes } from './privacy/routes.ts'
import { reviewRoutes } from './reviews/routes.ts'
import { listReviewedAt } from './reviews/store.ts'
import { answerRoutes } from './submissions/promise/routes.ts'
import { submissionRoutes } from './submissions/routes.ts'
import { regradeRoutes } from './regrades/routes.ts'
import { runRoutes } from './runs/routes.ts'
import { workerRoutes } from './runs/worker-routes.ts'
import { gitRouter } from './workspaces/git/router.ts'
import { conflictRoutes } from './workspaces/conflicts/routes.ts'
import { historyRoutes } from './workspaces/history/routes.ts'
import { workspaceRoutes } from './workspaces/routes.ts'
import { leaseRoutes } from './workspaces/leases/routes.ts'

interface AppOptions {
  deps: Deps
  log: PinoLogger
  entrance: Omit<Entrance, 'deps'>
  exerciseProblems: readonly ExerciseProblem[]
}

const securityHeaders = (secure: boolean) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'"],
        // The editor writes style elements; nothing else of ours needs this.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure,
  })

/** All HTTP, as a list: log → headers → health → git → sign-in by a provider → API → docs → pages → errors. */
export function createApp({ deps, log, entrance, exerciseProblems }: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  // Answers of the API are not to be kept, so nobody asks whether a kept one is still good.
  app.disable('etag')
  app.set('trust proxy', deps.config.trustProxyHops)
  app.use(requestLog(log))
  app.use(
    watchForwarded(deps.config.trustProxyHops, {
      log: deps.log,
      note: async () => writeSetting(deps.db, forwardedSeenKey, (await deps.clock.now()).toISOString()),
    }),
  )
  app.use(securityHeaders(deps.publicUrl.startsWith('https:')))
  app.use((request, response, next) => {
    response.setHeader('X-Request-Id', String(request.id))
    next()
  })
  app.use(healthRouter(deps))
  app.use(gitRouter({ deps, rateLimits: entrance.rateLimits }))
  app.use(oidcRouter({ deps, rateLimits: entrance.rateLimits }))
  const { rateLimits } = entrance
  app.use('/ats/greenhouse', greenhouseRouter({ deps, rateLimits }))
  app.use('/ats/ashby', ashbyRouter({ deps, rateLimits }))
  mountRoutes(app, { deps, ...entrance }, { routes: api, handlers: handlersOf(deps, exerciseProblems) })
  app.use(docsRouter(deps.publicUrl))
  app.use('/api', () => {
    throw new AppError('not_found')
  })
  app.use(clientFiles(deps.config.clientDir))
  app.use(renderErrors(deps.log))
  return app
}

/** Only what fails is worth a line by default; bodies and cookies are never logged. */
const requestLog = (log: PinoLogger) =>
  pinoHttp({
    logger: log,
    genReqId: () => randomUUID(),
    customLogLevel: (_request, response, error) =>
      error !== undefined || response.statusCode >= 500 ? 'error' : 'debug',
    serializers: {
      req: ({ id, method, url }: { id: string; method: string; url: string }) => ({ id, method, url }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  })

/** Every room's handlers. A route of the table without one does not compile. */
function handlersOf(deps: Deps, exerciseProblems: readonly ExerciseProblem[]): Handlers<typeof api> {
  return {
    ...staffRoutes(deps, {
      pools: { list: listReviewerPools, write: writeReviewerPools, thinWithout: listThinPools },
      handover: { list: listOpenInvitations, write: handOverInvitations },
    }),
    ...organisationRoutes(deps, {
      hasPosition: () => hasPosition(deps.db),
      hasInvitation: () => hasInvitation(deps.db),
    }),
    ...positionRoutes(deps, () => listLoadedVersions(deps.db)),
    ...calendarRoutes(deps),
    ...exerciseRoutes(deps, exerciseProblems),
    ...invitationHandlers(deps),
    ...programHandlers(deps),
    ...boardViewRoutes(deps),
    ...attemptRoutes(deps),
    ...timeRoutes(deps),
    ...workspaceRoutes(deps),
    ...leaseRoutes(deps),
    ...conflictRoutes(deps),
    ...historyRoutes(deps),
    ...runRoutes(deps),
    ...submissionRoutes(deps, (attemptIds) => listReviewedAt(deps.db, attemptIds)),
    ...answerRoutes(deps),
    ...privacyRoutes(deps),
    ...regradeRoutes(deps),
    ...reviewRoutes(deps),
    ...boardRoutes(deps),
    ...auditRoutes(deps),
    ...insightRoutes(deps),
    ...workerRoutes(deps),
  }
}

/** Of whoever is invited, until they start. */
const invitationHandlers = (deps: Deps) => ({
  ...invitationRoutes(deps, (id, now) => findAttemptState(deps.db, id, now)),
  ...importRoutes(deps),
  ...bulkRoutes(deps),
  ...noteRoutes(deps),
  ...mailRoutes(deps),
  ...outboxRoutes(deps),
  ...appointmentRoutes(deps),
  ...accommodationRoutes(deps),
})

/** Of other programs: how they come in, and how they are told. */
const programHandlers = (deps: Deps) => ({
  ...apiKeyRoutes(deps),
  ...webhookRoutes(deps),
  ...atsRoutes(deps),
  ...publicApiRoutes(deps),
})
