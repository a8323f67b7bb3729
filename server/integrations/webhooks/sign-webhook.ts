import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { OutboundRequest } from '../../webhooks/outbound/send-request.ts'
import type { ClaimedDelivery } from '../../webhooks/store.ts'

export const newWebhookSecret = () => `whsec_${randomBytes(32).toString('base64')}`

type Signed = Pick<
  ClaimedDelivery,
  'id' | 'event' | 'invitation_id' | 'happened_at' | 'secret' | 'previous_secret' | 'previous_secret_until'
>

/**
 * A delivery as a standard webhook. Its id is the same for every try and its timestamp is that of the try; while a secret is being
 * changed both sign. The body says which invitation and when, and nothing about anybody.
 */
export function signWebhook(delivery: Signed, url: string, now: Date): OutboundRequest {
  const body = JSON.stringify({
    type: delivery.event,
    timestamp: delivery.happened_at.toISOString(),
    data: delivery.invitation_id === null ? {} : { invitationId: delivery.invitation_id },
  })
  const id = `msg_${delivery.id}`
  const signatures = secretsOf(delivery, now).map((secret) => new Webhook(secret).sign(id, now, body))
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Fairtime-Webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': signatures.join(' '),
    },
    body,
  }
}

function secretsOf({ secret, previous_secret, previous_secret_until }: Signed, now: Date): string[] {
  const isBothValid =
    previous_secret !== null && previous_secret_until !== null && previous_secret_until > now
  return isBothValid ? [secret, previous_secret] : [secret]
}
