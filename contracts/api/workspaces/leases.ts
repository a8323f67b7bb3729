import { z } from 'zod'
import { largestRowNumber } from '../../fields/row-number.ts'
import { ownAttempt, type RouteTable } from '../../route.ts'
import { attemptParams } from '../attempts.ts'

/** How long a page may write without saying that it is still there, and how often it says so. */
export const editLease = { lastsMs: 90_000, renewEveryMs: 30_000 } as const

/** By which right a page writes. Each change of hands has a greater token, and only the greatest may save. */
export const editLeaseSchema = z.object({ tabId: z.uuid(), token: z.int().min(1).max(largestRowNumber) })
export type EditLeaseAnswer = z.infer<typeof editLeaseSchema>

/** One page at a time writes into an attempt. Git pushes and zips are no pages: they may come at any time. */
export const leasesApi = {
  acquireLease: {
    method: 'POST',
    path: '/api/attempts/:attemptId/lease',
    summary:
      'Asks to be the page that writes. The tab that has the right gets it again; another one only when it is free or taken over.',
    access: ownAttempt,
    params: attemptParams,
    body: z.object({ tabId: z.uuid(), takeOver: z.boolean() }),
    response: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('granted'), token: z.int() }),
      /** Another tab writes. */
      z.object({ kind: z.literal('held'), tabId: z.uuid() }),
    ]),
  },
  renewLease: {
    method: 'POST',
    path: '/api/attempts/:attemptId/writing/renewal',
    summary: 'Says that the writing page is still there. `lost`: another one writes now.',
    access: ownAttempt,
    params: attemptParams,
    body: editLeaseSchema,
    response: z.object({ kind: z.enum(['renewed', 'lost']) }),
  },
  releaseLease: {
    method: 'POST',
    path: '/api/attempts/:attemptId/writing/release',
    summary: 'Says that the writing page goes away, so that the next one need not ask.',
    access: ownAttempt,
    params: attemptParams,
    body: editLeaseSchema,
    response: z.object({}),
  },
} as const satisfies RouteTable
