import { z } from 'zod'
import { attemptStateSchema, clockReadingSchema } from '../clock.ts'
import { criterionSchema } from '../exercise-manifest.ts'
import { languageSchema } from '../languages.ts'
import { ownInvitation, ownAttempt, type RouteTable } from '../route.ts'
import { setupCheckStatesSchema } from '../setup-check.ts'
import { refusedFileSchema } from '../workspace.ts'
import { invitationParams } from './invitations/invitations.ts'

export const attemptParams = z.object({ attemptId: z.uuid() })

/** What a candidate gets to keep: exactly what was submitted, and when. */
export const receiptSchema = z.object({
  attemptId: z.uuid(),
  revision: z.int(),
  submittedAt: z.iso.datetime(),
  /** Whether the clock or the candidate ended it. */
  by: z.enum(['candidate', 'deadline']),
  treeSha256: z.string().length(64),
  files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: z.string() })),
  /** Files whose newest text could not be kept and so is no part of this: what was saved of them before is, if anything was. */
  unsaved: z.array(refusedFileSchema),
  answerDueAt: z.iso.datetime(),
})
export type Receipt = z.infer<typeof receiptSchema>

export const attemptsApi = {
  startAttempt: {
    method: 'POST',
    path: '/api/invitations/:invitationId/start',
    summary: "Starts the clock: the candidate's own act. Asking twice answers the same attempt.",
    access: ownInvitation,
    params: invitationParams,
    body: z.object({
      startEarly: z.boolean().default(false),
      /** The IANA name of the zone that the browser is in, so that staff can say a time as the candidate sees it. */
      zone: z.string().max(200).nullable().default(null),
    }),
    status: 201,
    response: z.object({ attemptId: z.uuid() }),
  },
  startPractice: {
    method: 'POST',
    path: '/api/invitations/:invitationId/practice',
    summary: 'Opens the practice: the same machinery outside the clock. Possible until the exercise starts.',
    access: ownInvitation,
    params: invitationParams,
    status: 201,
    response: z.object({ attemptId: z.uuid() }),
  },
  reportSetupCheck: {
    method: 'PUT',
    path: '/api/invitations/:invitationId/set-up',
    summary: 'What the check of this computer found, so that somebody can help before the start.',
    access: ownInvitation,
    params: invitationParams,
    body: setupCheckStatesSchema,
    response: z.object({}),
  },
  getAttempt: {
    method: 'GET',
    path: '/api/attempts/:attemptId',
    summary: 'The details of a started exercise.',
    access: ownAttempt,
    params: attemptParams,
    response: z.object({
      id: z.uuid(),
      /** For a practice, the invitation that it belongs to. */
      invitationId: z.uuid(),
      practice: z.boolean(),
      state: attemptStateSchema,
      clock: clockReadingSchema,
      exercise: z.object({
        title: z.string(),
        language: languageSchema,
        instructions: z.string(),
        entryFile: z.string(),
        constraints: z.array(z.string()),
        criteria: z.array(criterionSchema),
      }),
      positionTitle: z.string(),
    }),
  },
  getClock: {
    method: 'GET',
    path: '/api/attempts/:attemptId/clock',
    summary: 'How much time is left, by the clock of the database.',
    access: ownAttempt,
    params: attemptParams,
    response: clockReadingSchema,
  },
} as const satisfies RouteTable
