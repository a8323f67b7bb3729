import { z } from 'zod'
import { staff, type RouteTable } from '../../route.ts'
import { integrationNameSchema } from './api-keys.ts'

/** Recruiting systems whose requests are understood. */
export const atsKinds = ['greenhouse', 'ashby'] as const
export const atsKindSchema = z.enum(atsKinds)
export type AtsKind = z.infer<typeof atsKindSchema>

export const ashbyUpdateUrl = 'https://api.ashbyhq.com/assessment.update'

export const atsConnectionSchema = z.object({
  id: z.uuid(),
  kind: atsKindSchema,
  name: z.string(),
  /** What that system calls: its requests begin with this address. */
  address: z.url(),
  createdAt: z.iso.datetime(),
  disabledAt: z.iso.datetime().nullable(),
  waiting: z.int(),
  failed: z.int(),
})
export type AtsConnection = z.infer<typeof atsConnectionSchema>

const forAdmins = staff('admin')
const path = '/api/integrations/ats'

export const atsApi = {
  listAtsConnections: {
    method: 'GET',
    path,
    summary: 'Recruiting systems that send candidates here.',
    access: forAdmins,
    response: z.object({ connections: z.array(atsConnectionSchema) }),
  },
  createAtsConnection: {
    method: 'POST',
    path,
    summary: 'Lets a recruiting system send candidates here. Its key is answered once.',
    access: forAdmins,
    body: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('greenhouse'), name: integrationNameSchema }),
      z.object({
        kind: z.literal('ashby'),
        name: integrationNameSchema,
        /** With which Ashby lets its partners tell how an assessment goes. */
        updateKey: z.string().trim().min(1, 'Paste the key').max(500),
        updateUrl: z.string().trim().max(2_000).default(ashbyUpdateUrl),
      }),
    ]),
    status: 201,
    response: z.object({ id: z.uuid(), key: z.string(), address: z.url() }),
  },
  removeAtsConnection: {
    method: 'DELETE',
    path: `${path}/:connectionId`,
    summary: 'Lets a recruiting system in no more, and tells it nothing more. Invitations stay.',
    access: forAdmins,
    params: z.object({ connectionId: z.uuid() }),
    response: z.object({}),
  },
} as const satisfies RouteTable
