import { sql } from 'kysely'
import type { DisabledBecause, WebhookEvent } from '#contracts/api/integrations/webhooks.ts'
import type { Reader, Tx } from '../db/connect.ts'
import type { EndpointKind } from '../db/tables/integrations/webhooks.ts'
import { AppError } from '../http/app-error.ts'

interface NewEndpoint {
  kind: EndpointKind
  name: string
  url: string | null
  events: readonly WebhookEvent[]
  secret: string
  by: string
  now: Date
}

export async function insertEndpoint(tx: Tx, { by, now, ...endpoint }: NewEndpoint): Promise<string> {
  const { id } = await tx
    .insertInto('webhook_endpoints')
    .values({ ...endpoint, events: [...endpoint.events], created_by: by, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const countOf = (state: 'waiting' | 'failed') =>
  sql<number>`(select count(*) from webhook_deliveries
    where webhook_deliveries.endpoint_id = webhook_endpoints.id and state = ${sql.lit(state)})`

export async function listEndpoints(db: Reader, kind: EndpointKind) {
  return db
    .selectFrom('webhook_endpoints')
    .select(['id', 'name', 'url', 'events', 'created_at', 'disabled_at', 'disabled_because'])
    .select('previous_secret_until')
    .select([countOf('waiting').as('waiting'), countOf('failed').as('failed')])
    .where('kind', '=', kind)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export type EndpointRow = Awaited<ReturnType<typeof listEndpoints>>[number]

/** Under the lock that every change of an endpoint takes. Throws `not_found`. */
export async function lockEndpoint(tx: Tx, id: string, kind?: EndpointKind) {
  let query = tx.selectFrom('webhook_endpoints').selectAll().where('id', '=', id)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  return query.forUpdate().executeTakeFirstOrThrow(() => new AppError('not_found'))
}

export async function requireEndpoint(db: Reader, id: string, kind: EndpointKind): Promise<void> {
  await db
    .selectFrom('webhook_endpoints')
    .select('id')
    .where('id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow(() => new AppError('not_found'))
}

export async function writeEndpoint(
  tx: Tx,
  id: string,
  { name, url, events }: { name: string; url: string; events: readonly WebhookEvent[] },
): Promise<void> {
  await tx
    .updateTable('webhook_endpoints')
    .set({ name, url, events: [...events] })
    .where('id', '=', id)
    .execute()
}

export async function writeSecret(
  tx: Tx,
  id: string,
  { secret, previous, previousUntil }: { secret: string; previous: string; previousUntil: Date },
): Promise<void> {
  await tx
    .updateTable('webhook_endpoints')
    .set({ secret, previous_secret: previous, previous_secret_until: previousUntil })
    .where('id', '=', id)
    .execute()
}

export async function writeDisabled(
  tx: Tx,
  id: string,
  disabled: { at: Date; because: DisabledBecause } | null,
): Promise<void> {
  await tx
    .updateTable('webhook_endpoints')
    .set({ disabled_at: disabled?.at ?? null, disabled_because: disabled?.because ?? null })
    .where('id', '=', id)
    .execute()
}

/** From now on this endpoint, of a kind that is told about some invitations only, is told about this one. */
export async function insertSubscription(
  tx: Tx,
  { endpointId, invitationId }: { endpointId: string; invitationId: string },
): Promise<void> {
  await tx
    .insertInto('webhook_subscriptions')
    .values({ endpoint_id: endpointId, invitation_id: invitationId })
    .execute()
}

export async function deleteEndpoint(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('webhook_endpoints').where('id', '=', id).execute()
}
