import { z } from 'zod'
import { languageSchema } from '../languages.ts'
import { staff, type RouteTable } from '../route.ts'
import { verdictSchema } from '../runs.ts'
import { invitationParams } from './invitations/invitations.ts'

export const regradeParams = z.object({ regradeId: z.uuid() })

/** A stored exercise version, as far as choosing what to grade again, and by which checks, needs it. */
export const storedVersionSchema = z.object({
  id: z.uuid(),
  exerciseId: z.string(),
  title: z.string(),
  version: z.string(),
  language: languageSchema,
  submissions: z.int(),
  /** Versions whose checks its submissions can be graded by: itself first. */
  checksVersions: z.array(z.object({ id: z.uuid(), version: z.string() })),
})
export type StoredVersion = z.infer<typeof storedVersionSchema>

export const regradeSchema = z.object({
  id: z.uuid(),
  exerciseTitle: z.string(),
  fromVersion: z.string(),
  checksVersion: z.string(),
  /** Only this one submission was graded again; null for all of the version. */
  alias: z.string().nullable(),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  waiting: z.int(),
  running: z.int(),
  finished: z.int(),
  platformErrors: z.int(),
  /** When the last of it ended; null while it is under way. */
  endedAt: z.iso.datetime().nullable(),
})
export type Regrade = z.infer<typeof regradeSchema>

/** A submission whose grading came out otherwise than before. It says nothing of who the candidate is. */
export const changedSubmissionSchema = z.object({
  alias: z.string(),
  /** Null where no grading had come to a verdict before. */
  before: verdictSchema.nullable(),
  after: verdictSchema,
  /** Whether each check held; null where that grading did not have the check or did not come to it. */
  flipped: z.array(
    z.object({ checkId: z.string(), before: z.boolean().nullable(), after: z.boolean().nullable() }),
  ),
})
export type ChangedSubmission = z.infer<typeof changedSubmissionSchema>

/** A reason of fewer characters tells a reviewer too little. */
export const shortestRegradeReason = 10

const authors = staff('admin', 'author')
const readers = staff('admin', 'author', 'recruiter')

export const regradesApi = {
  listStoredVersions: {
    method: 'GET',
    path: '/api/exercise-versions',
    summary: 'Exercise versions that have submissions, with the versions whose checks may judge them again.',
    access: authors,
    response: z.object({ versions: z.array(storedVersionSchema) }),
  },
  startRegrade: {
    method: 'POST',
    path: '/api/regrades',
    summary:
      'Grades all submissions of a version again, by its own checks or those of a newer version. Asking twice starts one.',
    access: authors,
    body: z.object({
      fromVersionId: z.uuid(),
      checksVersionId: z.uuid(),
      reason: z
        .string()
        .trim()
        .min(shortestRegradeReason, `write at least ${shortestRegradeReason} characters`)
        .max(500),
    }),
    rate: 'run',
    status: 201,
    response: z.object({ regradeId: z.uuid() }),
  },
  listRegrades: {
    method: 'GET',
    path: '/api/regrades',
    summary: 'What was graded again, by whom, why and how far it is, newest first.',
    access: readers,
    response: z.object({ regrades: z.array(regradeSchema) }),
  },
  getRegrade: {
    method: 'GET',
    path: '/api/regrades/:regradeId',
    summary: 'What one regrade changed: counts, and the verdicts and checks that came out otherwise.',
    access: readers,
    params: regradeParams,
    response: z.object({
      regrade: regradeSchema,
      same: z.int(),
      changed: z.array(changedSubmissionSchema),
      /** Aliases of those that ended through a fault of ours. */
      platformErrors: z.array(z.string()),
    }),
  },
  gradeAgain: {
    method: 'POST',
    path: '/api/invitations/:invitationId/gradings',
    summary: 'Grades one submission again whose grading ended through a fault of ours.',
    access: staff('admin', 'recruiter'),
    params: invitationParams,
    rate: 'run',
    status: 201,
    response: z.object({ regradeId: z.uuid() }),
  },
} as const satisfies RouteTable
