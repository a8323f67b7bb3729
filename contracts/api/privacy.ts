import { z } from 'zod'
import { staff, theCandidate, type RouteTable } from '../route.ts'
import { invitationParams } from './invitations/invitations.ts'

const archiveSchema = z.object({ fileName: z.string(), zipBase64: z.base64() })

/** `erase`: nothing is left. `anonymise`: the work and its reviews stay, and nobody can say whose they are. */
export const erasureKindSchema = z.enum(['erase', 'anonymise'])
export type ErasureKind = z.infer<typeof erasureKindSchema>

const forAdmins = staff('admin')

export const privacyApi = {
  exportMyData: {
    method: 'GET',
    path: '/api/invitations/:invitationId/export',
    summary: 'Everything stored about the candidate and this invitation, as a zip archive.',
    access: theCandidate,
    params: invitationParams,
    response: archiveSchema,
  },
  getRetention: {
    method: 'GET',
    path: '/api/invitations/:invitationId/retention',
    summary: 'Until when everything about the candidate is kept, as it stands now.',
    access: theCandidate,
    params: invitationParams,
    response: z.object({
      positionTitle: z.string(),
      deletedAt: z.iso.datetime(),
      /** So many days after the end. */
      retentionDays: z.int(),
      /** Whom to ask; null where nobody reads answers. */
      contact: z.object({ name: z.string(), address: z.string() }).nullable(),
    }),
  },
  exportCandidateData: {
    method: 'GET',
    path: '/api/board/:invitationId/export',
    summary: 'The same archive, for an admin who answers a request by mail. It is recorded.',
    access: forAdmins,
    params: invitationParams,
    response: archiveSchema,
  },
  getCandidateData: {
    method: 'GET',
    path: '/api/board/:invitationId/data',
    summary: 'What an erasure would take, before it is done.',
    access: forAdmins,
    params: invitationParams,
    response: z.object({
      candidateName: z.string(),
      invitations: z.int(),
      submissions: z.int(),
      reviews: z.int(),
      /** Somebody who is at work is left alone. */
      isAtWork: z.boolean(),
      deletedAt: z.iso.datetime(),
    }),
  },
  eraseCandidateData: {
    method: 'POST',
    path: '/api/board/:invitationId/erasure',
    summary: 'Erases or anonymises a candidate with all their invitations, at once and for good.',
    access: forAdmins,
    params: invitationParams,
    body: z.object({
      kind: erasureKindSchema,
      /** As the page shows it, so that nobody is erased by a slip. */
      candidateName: z.string().max(20_000),
    }),
    response: z.object({}),
  },
} as const satisfies RouteTable
