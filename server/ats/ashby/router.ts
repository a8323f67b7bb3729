import { Router, type Request } from 'express'
import express from 'express'
import { z } from 'zod'
import { errorCatalogue } from '#contracts/errors.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../http/app-error.ts'
import type { RateLimits } from '../../http/limits/rate-limit.ts'
import { revokeInvitation } from '../../invitations/revoke-invitation.ts'
import { admitAts, renderAtsErrors, type AtsResponse } from '../admit-ats.ts'
import { listTests, startInterview, type Connection } from '../start-interview.ts'
import { findInterview, writeCancelled } from '../store.ts'

const text = z.string().max(2_000)
const startSchema = z.object({
  assessment_type_id: text,
  candidate: z.object({ ashby_id: text.nullish(), first_name: text, last_name: text, email: text }),
  application: z.object({ ashby_id: text }),
})
const cancelSchema = z.object({ assessment_id: z.string() })

/** What Ashby asks of an assessment partner. Everything is a POST, and `success` says whether it was done. */
export function ashbyRouter({ deps, rateLimits }: { deps: Deps; rateLimits: RateLimits }): Router {
  const router = Router()
  router.use(admitAts({ deps, rateLimits }, 'ashby'), express.json({ limit: '64kb' }))
  router.post('/assessment.list', async (_request: Request, response: AtsResponse) => {
    const tests = await listTests(deps)
    const results = tests.map(({ id, name, description }) => ({ assessment_type_id: id, name, description }))
    response.json({ success: true, results })
  })
  router.post('/assessment.start', async (request: Request, response: AtsResponse) => {
    const assessmentId = await start(deps, parseWith(startSchema, request.body), response.locals.connection)
    response.json({ success: true, results: { assessment_id: assessmentId } })
  })
  router.post('/assessment.cancel', async (request: Request, response: AtsResponse) => {
    const { assessment_id: interviewId } = parseWith(cancelSchema, request.body)
    await cancel(deps, interviewId, response.locals.connection.id)
    response.json({ success: true, results: { assessment_id: interviewId } })
  })
  router.use(() => {
    throw new AppError('not_found')
  })
  router.use(renderAtsErrors(deps, (error) => ({ success: false, errors: [error.message] })))
  return router
}

function parseWith<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new AppError('bad_request', {
    message: `${errorCatalogue.bad_request.message} ${z.prettifyError(parsed.error).slice(0, 500)}`,
  })
}

/** The same assessment of the same application is one interview, until it is cancelled. */
async function start(
  deps: Deps,
  { assessment_type_id: testId, candidate, application }: z.infer<typeof startSchema>,
  connection: Connection,
): Promise<string> {
  return startInterview(deps, {
    ...{ connection, testId, externalRef: `${application.ashby_id} ${testId}`, callbackUrl: null },
    candidateName: `${candidate.first_name} ${candidate.last_name}`,
    candidateEmail: candidate.email,
    sentBy: null,
    now: await deps.clock.now(),
  })
}

/** Withdraws the invitation, which takes its appointment out of the candidate's calendar. Twice is nothing new. */
async function cancel(deps: Deps, asked: string, endpointId: string): Promise<void> {
  const id = z.uuid().safeParse(asked)
  const interview = id.success ? await findInterview(deps.db, { endpointId, interviewId: id.data }) : null
  if (interview === null) throw new AppError('not_found')
  if (interview.cancelled_at !== null) return
  const now = await deps.clock.now()
  const revocation = { invitationId: interview.invitation_id, actor: `ats:${endpointId}`, now }
  await revokeInvitation(deps, revocation)
  await writeCancelled(deps.db, interview.id, now)
}
