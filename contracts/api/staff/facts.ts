import { z } from 'zod'
import { staffRoleSchema } from './staff.ts'

const sessions = z.strictObject({ sessions: z.int() })
const staffAccess = z.strictObject({ roles: z.array(staffRoleSchema), positionIds: z.array(z.uuid()) })

/** What the audit says of people who work here and how they come in. Shape and meaning are those of `contracts/facts.ts`. */
export const staffFacts = {
  'first-admin-created': { subject: 'staff' },
  'staff-invited': { subject: 'staff', detail: staffAccess },
  'staff-changed': {
    subject: 'staff',
    detail: z.strictObject({ before: staffAccess, after: staffAccess }),
  },
  'staff-disabled': {
    subject: 'staff',
    detail: sessions.extend({
      positionIds: z.array(z.uuid()),
      /** Facts from before there were handovers do not say. */
      handedOver: z.strictObject({ to: z.string(), invitations: z.int() }).nullable().optional(),
    }),
  },
  'staff-enabled': { subject: 'staff' },
  'staff-link-renewed': { subject: 'staff', detail: sessions },
  'staff-signed-in': {
    subject: 'staff',
    detail: z.strictObject({ by: z.enum(['password', 'link', 'first_admin', 'oidc']) }),
  },
  /** By an account of the provider; the subject is nobody where the account is linked to nobody. */
  'sign-in-refused': {
    subject: 'sign_in',
    detail: z.strictObject({ by: z.enum(['oidc']), reason: z.string(), staffId: z.string().nullable() }),
  },
  'identity-linked': {
    subject: 'staff',
    detail: z.strictObject({ identityId: z.uuid(), issuer: z.string() }),
  },
  'identity-removed': {
    subject: 'staff',
    detail: z.strictObject({ identityId: z.uuid(), issuer: z.string() }),
  },
  'staff-signed-out': { subject: 'staff', detail: sessions },
  'password-set': { subject: 'staff', detail: sessions },
} as const
