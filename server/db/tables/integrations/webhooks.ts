import type { ColumnType, Generated } from 'kysely'
import type { AtsKind } from '#contracts/api/integrations/ats.ts'
import type { DeliveryState, DisabledBecause, WebhookEvent } from '#contracts/api/integrations/webhooks.ts'
import type { Once } from '../../columns.ts'

/** `webhook`: whoever reads standard webhooks. The others are told in the way of their product. */
export type EndpointKind = 'webhook' | AtsKind

interface WebhookEndpointsTable {
  id: Generated<string>
  kind: Once<EndpointKind>
  name: string
  url: string | null
  events: WebhookEvent[]
  secret: string
  previous_secret: string | null
  previous_secret_until: Date | null
  created_by: Once<string | null>
  created_at: Once<Date>
  disabled_at: Date | null
  disabled_because: DisabledBecause | null
}

interface WebhookSubscriptionsTable {
  endpoint_id: Once<string>
  invitation_id: Once<string>
}

interface WebhookDeliveriesTable {
  id: Generated<string>
  endpoint_id: Once<string>
  event: Once<WebhookEvent | 'test'>
  invitation_id: Once<string | null>
  happened_at: Once<Date>
  /** Not before this is it tried. Moved ahead when a try begins, so that no two try at once. */
  next_try_at: Date
  state: Generated<DeliveryState>
  tries: Generated<number>
  ended_at: Date | null
}

interface WebhookTriesTable {
  id: Generated<number>
  delivery_id: Once<string>
  tried_at: Once<Date>
  duration_ms: Once<number>
  status: ColumnType<number | null, number | null, never>
  answer: ColumnType<string | null, string | null, never>
  fault: ColumnType<string | null, string | null, never>
}

export interface WebhooksTables {
  webhook_endpoints: WebhookEndpointsTable
  webhook_subscriptions: WebhookSubscriptionsTable
  webhook_deliveries: WebhookDeliveriesTable
  webhook_tries: WebhookTriesTable
}
