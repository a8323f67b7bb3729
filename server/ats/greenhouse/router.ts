import { Router, type Request, type Response } from 'express'
import express from 'express'
import { z } from 'zod'
import { errorCatalogue } from '#contracts/errors.ts'
import { listRows } from '../../board/list-board.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../http/app-error.ts'
import type { RateLimits } from '../../http/limits/rate-limit.ts'
import { admitAts, renderAtsErrors, type AtsResponse } from '../admit-ats.ts'
import { isComplete, shownOf } from '../ats-connector.ts'
import { listTests, startInterview } from '../start-interview.ts'
import { findInterview } from '../store.ts'

const text = z.string().max(2_000)
const sendTestSchema = z.object({
  partner_test_id: text,
  candidate: z.object({
    first_name: text,
    last_name: text,
    preferred_name: text.nullish(),
    email: text,
    url: text.nullish(),
  }),
  sent_by: z.union([text, z.object({ email: text.nullish() })]).nullish(),
  url: text.nullish(),
})
type SendTest = z.infer<typeof sendTestSchema>

/** What Greenhouse asks of an assessment partner. */
export function greenhouseRouter({ deps, rateLimits }: { deps: Deps; rateLimits: RateLimits }): Router {
  const router = Router()
  router.use(admitAts({ deps, rateLimits }, 'greenhouse'), express.json({ limit: '64kb' }))
  router.get('/list_tests', async (_request: Request, response: AtsResponse) => {
    const tests = await listTests(deps)
    response.json(tests.map(({ id, name }) => ({ partner_test_id: id, partner_test_name: name })))
  })
  router.post('/send_test', async (request: Request, response: AtsResponse) => {
    response.json({ partner_interview_id: await sendTest(deps, request.body, response.locals.connection) })
  })
  router.get('/test_status', async (request: Request, response: AtsResponse) => {
    response.json(
      await testStatus(deps, request.query['partner_interview_id'], response.locals.connection.id),
    )
  })
  router.post('/response_error', (request: Request, response: Response) => {
    // They tell what of our answers they did not understand: for whoever runs this, and for nobody else.
    deps.log.error(
      { report: JSON.stringify(request.body).slice(0, 2_000) },
      'Greenhouse did not take an answer',
    )
    response.json({})
  })
  router.use(() => {
    throw new AppError('not_found')
  })
  router.use(renderAtsErrors(deps, (error) => ({ errors: [{ code: error.code, message: error.message }] })))
  return router
}

async function sendTest(
  deps: Deps,
  body: unknown,
  connection: AtsResponse['locals']['connection'],
): Promise<string> {
  const parsed = sendTestSchema.safeParse(body)
  if (!parsed.success) throw badRequest(parsed.error)
  const { candidate, partner_test_id: testId, sent_by: sentBy, url } = parsed.data
  const callbackUrl = url ?? candidate.url ?? null
  if (callbackUrl === null) throw new AppError('bad_request', { message: '"url" is missing.' })
  return startInterview(deps, {
    ...{ connection, testId, externalRef: callbackUrl, callbackUrl },
    candidateName: nameOf(candidate),
    candidateEmail: candidate.email,
    sentBy: typeof sentBy === 'string' ? sentBy : (sentBy?.email ?? null),
    now: await deps.clock.now(),
  })
}

const badRequest = (error: z.ZodError) =>
  new AppError('bad_request', {
    message: `${errorCatalogue.bad_request.message} ${z.prettifyError(error).slice(0, 500)}`,
  })

/** People are called as they wish to be called. */
const nameOf = ({ first_name, last_name, preferred_name }: SendTest['candidate']) =>
  `${preferred_name?.trim() || first_name} ${last_name}`

async function testStatus(deps: Deps, asked: unknown, endpointId: string) {
  const id = z.uuid().safeParse(asked)
  const interview = id.success ? await findInterview(deps.db, { endpointId, interviewId: id.data }) : null
  if (interview === null) throw new AppError('not_found')
  const [row] = await listRows(deps.db, [interview.invitation_id], await deps.clock.now())
  if (row === undefined) throw new AppError('not_found')
  return {
    partner_status: isComplete(row) ? 'complete' : row.state,
    partner_profile_url: `${deps.publicUrl}/board/${row.id}`,
    metadata: shownOf(row),
  }
}
