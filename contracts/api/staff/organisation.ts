import { z } from 'zod'
import { personNameSchema } from '../../fields/person-name.ts'
import { timeZoneSchema } from '../../fields/time-zone.ts'
import { anyStaff, staff, type RouteTable } from '../../route.ts'

export const organisationSchema = z.object({
  name: z.string(),
  zone: z.string(),
  /** To be sent with a change: one that was made on an older state is refused. */
  version: z.int(),
})
export type OrganisationView = z.infer<typeof organisationSchema>

/** From an empty installation to the first invitation, in this order. */
export const guideSteps = ['organisation', 'colleagues', 'position', 'invitation'] as const
export const guideStepSchema = z.enum(guideSteps)
export type GuideStep = z.infer<typeof guideStepSchema>

const guideSchema = z.object({
  /** False once everything is done or skipped, or somebody has put the guide away. */
  isShown: z.boolean(),
  steps: z.array(z.object({ id: guideStepSchema, state: z.enum(['open', 'done', 'skipped']) })),
})
export type Guide = z.infer<typeof guideSchema>

export const organisationApi = {
  getOrganisation: {
    method: 'GET',
    path: '/api/organisation',
    summary: 'What the organisation is called, and in which time zone its days are counted.',
    access: anyStaff,
    response: organisationSchema,
  },
  changeOrganisation: {
    method: 'PUT',
    path: '/api/organisation',
    summary: 'Sets the name and the time zone of the organisation.',
    access: staff('admin'),
    body: z.object({
      name: personNameSchema,
      zone: timeZoneSchema,
      version: z.int(),
    }),
    response: organisationSchema,
  },
  getGuide: {
    method: 'GET',
    path: '/api/guide',
    summary: 'The steps from an empty installation to the first invitation, and which of them are done.',
    access: staff('admin'),
    response: guideSchema,
  },
  skipGuideStep: {
    method: 'POST',
    path: '/api/guide/:step/skip',
    summary: 'Leaves a step of the first-run guide out. It can still be done.',
    access: staff('admin'),
    params: z.object({ step: guideStepSchema }),
    body: z.object({ isSkipped: z.boolean().default(true) }),
    response: guideSchema,
  },
  dismissGuide: {
    method: 'POST',
    path: '/api/guide/dismiss',
    summary: 'Puts the first-run guide away, for every admin.',
    access: staff('admin'),
    response: guideSchema,
  },
} as const satisfies RouteTable
