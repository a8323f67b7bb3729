import { z } from 'zod'
import { answerWorkingDaysSchema, defaultAnswerWorkingDays } from './calendars.ts'
import { anyStaff, staff, type RouteTable } from '../route.ts'

export const focusAttributeSchema = z.object({ id: z.string(), title: z.string() })
export type FocusAttribute = z.infer<typeof focusAttributeSchema>

export const positionSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  summary: z.string(),
  exerciseIds: z.array(z.string()),
  reviewers: z.array(z.object({ id: z.string(), name: z.string() })),
  focusAttributes: z.array(focusAttributeSchema),
  /** By which answers are promised; null for the default one. */
  calendarId: z.uuid().nullable(),
  answerWorkingDays: z.int(),
  /** Set, nobody further is invited; what is under way goes on. */
  closedAt: z.iso.datetime().nullable(),
})
export type Position = z.infer<typeof positionSchema>

export const positionLimits = { titleLength: 120, summaryLength: 2_000, attributeLength: 120, attributes: 12 }

const titleSchema = z
  .string()
  .trim()
  .min(1, 'Write a title')
  .max(positionLimits.titleLength, `A title can have ${positionLimits.titleLength} characters at most`)

const attributeTitleSchema = z
  .string()
  .trim()
  .min(1, 'Write what is looked for')
  .max(
    positionLimits.attributeLength,
    `A focus attribute can have ${positionLimits.attributeLength} characters at most`,
  )

/** What recruiters write of a position. Given an id, a focus attribute keeps it, so that reviews so far still name it. */
export const positionDraftSchema = z.object({
  title: titleSchema,
  summary: z
    .string()
    .trim()
    .max(
      positionLimits.summaryLength,
      `A summary can have ${positionLimits.summaryLength} characters at most`,
    )
    .default(''),
  exerciseIds: z.array(z.string().max(100)).min(1, 'Choose at least one exercise').max(50),
  reviewerIds: z.array(z.string().max(100)).max(200).default([]),
  focusAttributes: z
    .array(z.object({ id: z.string().max(200).optional(), title: attributeTitleSchema }))
    .max(positionLimits.attributes, `At most ${positionLimits.attributes} focus attributes`)
    .default([]),
  calendarId: z.uuid().nullable().default(null),
  answerWorkingDays: answerWorkingDaysSchema.default(defaultAnswerWorkingDays),
})
export type PositionDraft = z.input<typeof positionDraftSchema>

export const positionParams = z.object({ positionId: z.uuid() })

const forRecruiters = staff('admin', 'recruiter')

export const positionsApi = {
  listPositions: {
    method: 'GET',
    path: '/api/positions',
    summary: 'The jobs being hired for, with the exercises they allow and the people who review.',
    access: anyStaff,
    response: z.object({ positions: z.array(positionSchema) }),
  },
  listPossibleReviewers: {
    method: 'GET',
    path: '/api/positions/possible-reviewers',
    summary: 'Who can be put into the reviewer pool of a position.',
    access: forRecruiters,
    response: z.object({ reviewers: z.array(z.object({ id: z.string(), name: z.string() })) }),
  },
  createPosition: {
    method: 'POST',
    path: '/api/positions',
    summary: 'Opens a position, for which candidates can then be invited.',
    access: forRecruiters,
    body: positionDraftSchema,
    status: 201,
    response: positionSchema,
  },
  changePosition: {
    method: 'PUT',
    path: '/api/positions/:positionId',
    summary:
      'Sets what a position says, allows and by whom it is reviewed. Invitations so far keep their exercise.',
    access: forRecruiters,
    params: positionParams,
    body: positionDraftSchema,
    response: positionSchema,
  },
  closePosition: {
    method: 'POST',
    path: '/api/positions/:positionId/close',
    summary: 'Nobody further is invited; what is under way goes on to its answer.',
    access: forRecruiters,
    params: positionParams,
    response: positionSchema,
  },
  reopenPosition: {
    method: 'POST',
    path: '/api/positions/:positionId/reopen',
    summary: 'Lets candidates be invited again.',
    access: forRecruiters,
    params: positionParams,
    response: positionSchema,
  },
} as const satisfies RouteTable
