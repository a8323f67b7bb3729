import { z } from 'zod'
import { staff, type RouteTable } from '../../route.ts'
import { integrationNameSchema } from './api-keys.ts'

/** What other programs can be told of. Each says which invitation, and when; what is true now is read by a key. */
export const webhookEvents = [
  'invitation.created',
  'invitation.scheduled',
  'invitation.started',
  'invitation.submitted',
  'invitation.graded',
  'invitation.reviewed',
  'invitation.answered',
  'invitation.declined',
  'invitation.revoked',
  'invitation.expired',
] as const
export const webhookEventSchema = z.enum(webhookEvents)
export type WebhookEvent = z.infer<typeof webhookEventSchema>

export const deliveryStateSchema = z.enum(['waiting', 'delivered', 'dropped', 'failed'])
export type DeliveryState = z.infer<typeof deliveryStateSchema>

/** `gone`: it answered 410. `failing`: nothing has arrived there for days. */
export const disabledBecauseSchema = z.enum(['gone', 'failing', 'admin'])
export type DisabledBecause = z.infer<typeof disabledBecauseSchema>

export const webhookSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  events: z.array(webhookEventSchema),
  createdAt: z.iso.datetime(),
  disabledAt: z.iso.datetime().nullable(),
  disabledBecause: disabledBecauseSchema.nullable(),
  /** Until then the secret before signs beside the newest one. */
  previousSecretUntil: z.iso.datetime().nullable(),
  waiting: z.int(),
  failed: z.int(),
})
export type Webhook = z.infer<typeof webhookSchema>

export const deliverySchema = z.object({
  id: z.uuid(),
  event: z.string(),
  invitationId: z.uuid().nullable(),
  happenedAt: z.iso.datetime(),
  state: deliveryStateSchema,
  /** When it is tried again; null where it is not. */
  nextTryAt: z.iso.datetime().nullable(),
  tries: z.array(
    z.object({
      at: z.iso.datetime(),
      durationMs: z.int(),
      status: z.int().nullable(),
      /** The beginning of what was answered. */
      answer: z.string().nullable(),
      fault: z.string().nullable(),
    }),
  ),
})
export type Delivery = z.infer<typeof deliverySchema>

const webhookDraftSchema = z.object({
  name: integrationNameSchema,
  url: z.string().trim().min(1, 'Write an address').max(2_000, 'An address can have 2000 characters at most'),
  events: z.array(webhookEventSchema).min(1, 'Choose at least one').max(webhookEvents.length),
})

const forAdmins = staff('admin')
const webhookParams = z.object({ webhookId: z.uuid() })
const path = '/api/integrations/webhooks'

export const webhooksApi = {
  listWebhooks: {
    method: 'GET',
    path,
    summary: 'Where other programs are told what happened.',
    access: forAdmins,
    response: z.object({ webhooks: z.array(webhookSchema) }),
  },
  createWebhook: {
    method: 'POST',
    path,
    summary: 'A further address to be told of what happens. Its secret is answered once.',
    access: forAdmins,
    body: webhookDraftSchema,
    status: 201,
    response: z.object({ id: z.uuid(), secret: z.string() }),
  },
  changeWebhook: {
    method: 'PUT',
    path: `${path}/:webhookId`,
    summary: 'Sets what a webhook is called, where it goes and of what it tells.',
    access: forAdmins,
    params: webhookParams,
    body: webhookDraftSchema,
    response: z.object({}),
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: `${path}/:webhookId/secrets`,
    summary: 'A new secret, answered once. For a day the one before signs beside it.',
    access: forAdmins,
    params: webhookParams,
    status: 201,
    response: z.object({ secret: z.string(), previousSecretUntil: z.iso.datetime() }),
  },
  enableWebhook: {
    method: 'POST',
    path: `${path}/:webhookId/enable`,
    summary: 'Lets a webhook go out again; what waited is sent.',
    access: forAdmins,
    params: webhookParams,
    response: z.object({}),
  },
  disableWebhook: {
    method: 'POST',
    path: `${path}/:webhookId/disable`,
    summary: 'Holds a webhook back; what it would tell waits.',
    access: forAdmins,
    params: webhookParams,
    response: z.object({}),
  },
  removeWebhook: {
    method: 'DELETE',
    path: `${path}/:webhookId`,
    summary: 'Takes a webhook away, with everything that waits for it.',
    access: forAdmins,
    params: webhookParams,
    response: z.object({}),
  },
  testWebhook: {
    method: 'POST',
    path: `${path}/:webhookId/test`,
    summary: 'Sends a test, of the type "test" and about no invitation.',
    access: forAdmins,
    params: webhookParams,
    status: 201,
    response: z.object({ deliveryId: z.uuid() }),
  },
  listDeliveries: {
    method: 'GET',
    path: `${path}/:webhookId/deliveries`,
    summary: 'The newest fifty deliveries of a webhook, with every try of each.',
    access: forAdmins,
    params: webhookParams,
    response: z.object({ deliveries: z.array(deliverySchema) }),
  },
  replayDelivery: {
    method: 'POST',
    path: `${path}/:webhookId/deliveries/:deliveryId/replay`,
    summary: 'Sends one delivery anew, under the same id.',
    access: forAdmins,
    params: webhookParams.extend({ deliveryId: z.uuid() }),
    response: z.object({}),
  },
} as const satisfies RouteTable
