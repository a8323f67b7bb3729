import { z } from 'zod'
import { apiScopeSchema } from './api-keys.ts'
import { atsKindSchema } from './ats.ts'
import { bounceOutcomeSchema } from './inbound-mail.ts'
import { disabledBecauseSchema, webhookEventSchema } from './webhooks.ts'

const webhook = z.strictObject({ name: z.string(), url: z.string(), events: z.array(webhookEventSchema) })

const atsConnection = z.strictObject({ kind: atsKindSchema, name: z.string() })

/** What the audit can say of what works with other programs: a part of the catalogue in `contracts/facts.ts`. */
export const integrationFacts = {
  'mail-bounced': {
    subject: 'invitation',
    detail: z.strictObject({ mailId: z.uuid(), outcome: bounceOutcomeSchema, status: z.string() }),
  },
  'submission-graded': {
    subject: 'attempt',
    detail: z.strictObject({ runId: z.uuid(), regradeId: z.uuid().nullable() }),
    follows: z.strictObject({ invitationId: z.uuid() }),
  },
  'api-key-created': {
    subject: 'api_key',
    detail: z.strictObject({
      name: z.string(),
      scopes: z.array(apiScopeSchema),
      expiresAt: z.iso.datetime().nullable(),
    }),
  },
  'api-key-revoked': { subject: 'api_key' },
  'webhook-created': { subject: 'webhook', detail: webhook },
  'webhook-changed': {
    subject: 'webhook',
    detail: z.strictObject({ before: webhook, after: webhook }),
  },
  'webhook-secret-rotated': { subject: 'webhook' },
  'webhook-disabled': { subject: 'webhook', detail: z.strictObject({ because: disabledBecauseSchema }) },
  'webhook-enabled': { subject: 'webhook' },
  'webhook-removed': { subject: 'webhook', detail: webhook },
  'ats-connection-created': { subject: 'webhook', detail: atsConnection },
  'ats-connection-removed': { subject: 'webhook', detail: atsConnection },
} as const
