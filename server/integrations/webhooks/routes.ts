import type { Delivery, Webhook, webhooksApi } from '#contracts/api/integrations/webhooks.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../http/call.ts'
import { listEndpoints, requireEndpoint, type EndpointRow } from '../../webhooks/endpoint-store.ts'
import { listDeliveries, listTries } from '../../webhooks/store.ts'
import {
  changeWebhook,
  createWebhook,
  removeWebhook,
  replayDelivery,
  rotateSecret,
  sendTest,
  switchWebhook,
} from './change-webhook.ts'

export function webhookRoutes(deps: Deps): Handlers<typeof webhooksApi> {
  return {
    async listWebhooks() {
      return { webhooks: (await listEndpoints(deps.db, 'webhook')).map(presentWebhook) }
    },
    async createWebhook({ body, who, receivedAt }) {
      return createWebhook(deps, { ...body, by: who.id, now: receivedAt })
    },
    async changeWebhook({ params, body, who, receivedAt }) {
      await changeWebhook(deps, { ...params, ...body, by: who.id, now: receivedAt })
      return {}
    },
    async rotateWebhookSecret({ params, who, receivedAt }) {
      return rotateSecret(deps, { ...params, by: who.id, now: receivedAt })
    },
    async enableWebhook({ params, who, receivedAt }) {
      await switchWebhook(deps, { ...params, isEnabled: true, by: who.id, now: receivedAt })
      return {}
    },
    async disableWebhook({ params, who, receivedAt }) {
      await switchWebhook(deps, { ...params, isEnabled: false, by: who.id, now: receivedAt })
      return {}
    },
    async removeWebhook({ params, who, receivedAt }) {
      await removeWebhook(deps, { ...params, by: who.id, now: receivedAt })
      return {}
    },
    async testWebhook({ params, receivedAt }) {
      return { deliveryId: await sendTest(deps, { ...params, now: receivedAt }) }
    },
    async listDeliveries({ params }) {
      await requireEndpoint(deps.db, params.webhookId, 'webhook')
      return { deliveries: await presentDeliveries(deps, params.webhookId) }
    },
    async replayDelivery({ params, receivedAt }) {
      await replayDelivery(deps, { ...params, now: receivedAt })
      return {}
    },
  }
}

const iso = (date: Date | null) => date?.toISOString() ?? null

const presentWebhook = (row: EndpointRow): Webhook => ({
  id: row.id,
  name: row.name,
  url: row.url ?? '',
  events: row.events,
  createdAt: row.created_at.toISOString(),
  disabledAt: iso(row.disabled_at),
  disabledBecause: row.disabled_because,
  previousSecretUntil: iso(row.previous_secret_until),
  waiting: row.waiting,
  failed: row.failed,
})

async function presentDeliveries(deps: Deps, webhookId: string): Promise<Delivery[]> {
  const rows = await listDeliveries(deps.db, webhookId)
  const tries = await listTries(
    deps.db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    event: row.event,
    invitationId: row.invitation_id,
    happenedAt: row.happened_at.toISOString(),
    state: row.state,
    nextTryAt: row.state === 'waiting' ? row.next_try_at.toISOString() : null,
    tries: tries
      .filter((made) => made.delivery_id === row.id)
      .map(({ tried_at, duration_ms, status, answer, fault }) => ({
        ...{ at: tried_at.toISOString(), durationMs: duration_ms, status, answer, fault },
      })),
  }))
}
