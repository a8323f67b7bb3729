import { z } from 'zod'
import { mailWordsSchema, plainTextSchema } from '../fields/mail-words.ts'
import { answerWorkingDaysSchema, defaultAnswerWorkingDays } from './promises/calendars.ts'
import { anyStaff, staff, type RouteTable } from '../route.ts'

export const focusAttributeSchema = z.object({ id: z.string(), title: z.string() })
export type FocusAttribute = z.infer<typeof focusAttributeSchema>

export const positionSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  summary: z.string(),
  exerciseIds: z.array(z.string()),
  reviewers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** Those that this person may be given; empty for all of the position's. */
      exerciseIds: z.array(z.string()),
    }),
  ),
  focusAttributes: z.array(focusAttributeSchema),
  /** By which answers are promised; null for the default one. */
  calendarId: z.uuid().nullable(),
  answerWorkingDays: z.int(),
  /** So many days after its end everything about a candidate is deleted; null for as many as everywhere. */
  retentionDays: z.int().nullable(),
  /** Set, nobody further is invited; what is under way goes on. */
  closedAt: z.iso.datetime().nullable(),
  /** Shown to candidates before the start; empty for what the exercise says. */
  aiPolicy: z.string(),
  /** Shown to candidates: what they hear after the review, and when. */
  feedbackPolicy: z.string(),
  /** Begins the invitation mail. */
  mailIntro: z.string(),
  /** Ends every mail to candidates. */
  mailSignature: z.string(),
  /** Into which people are invited now, with the version that each exercise has for them. Null before the first invitation of an imported one. */
  cohort: z
    .object({
      number: z.int(),
      openedAt: z.iso.datetime(),
      exercises: z.array(z.object({ exerciseId: z.string(), version: z.string() })),
    })
    .nullable(),
  /** To be sent with a change: one that was made on an older state is refused. */
  version: z.int(),
})
export type Position = z.infer<typeof positionSchema>

export const positionLimits = {
  titleLength: 120,
  summaryLength: 2_000,
  attributeLength: 120,
  attributes: 12,
  policyLength: 1_000,
  wordsLength: 2_000,
}

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

/** From a day to ten years. */
export const retentionDaysSchema = z
  .int('Write a whole number of days')
  .min(1, 'At least one day')
  .max(3_650, 'At most ten years (3650 days)')

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
  /** Who may be given some of the exercises only; whoever is not named here may be given all. */
  eligibility: z
    .array(
      z.object({
        reviewerId: z.string().max(100),
        exerciseIds: z.array(z.string().max(100)).min(1).max(50),
      }),
    )
    .max(200)
    .default([]),
  aiPolicy: plainTextSchema(positionLimits.policyLength).default(''),
  feedbackPolicy: plainTextSchema(positionLimits.policyLength).default(''),
  mailIntro: mailWordsSchema(positionLimits.wordsLength).default(''),
  mailSignature: mailWordsSchema(positionLimits.wordsLength).default(''),
  focusAttributes: z
    .array(z.object({ id: z.string().max(200).optional(), title: attributeTitleSchema }))
    .max(positionLimits.attributes, `At most ${positionLimits.attributes} focus attributes`)
    .default([]),
  calendarId: z.uuid().nullable().default(null),
  answerWorkingDays: answerWorkingDaysSchema.default(defaultAnswerWorkingDays),
  retentionDays: retentionDaysSchema.nullable().default(null),
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
      'Sets what a position says, allows and by whom it is reviewed. Invitations so far keep their exercise; other exercises open the next cohort.',
    access: forRecruiters,
    params: positionParams,
    body: positionDraftSchema.extend({ version: z.int() }),
    response: positionSchema,
  },
  openCohort: {
    method: 'POST',
    path: '/api/positions/:positionId/cohorts',
    summary:
      'Whoever is invited from now on takes the newest versions of the exercises. People of different cohorts are not compared.',
    access: forRecruiters,
    params: positionParams,
    body: z.object({ version: z.int() }),
    status: 201,
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
