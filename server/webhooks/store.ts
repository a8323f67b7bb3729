import { sql } from 'kysely'
import type { DeliveryState, WebhookEvent } from '#contracts/api/integrations/webhooks.ts'
import type { Database, Reader, Tx } from '../db/connect.ts'

interface Told {
  event: WebhookEvent
  invitationId: string
  now: Date
}

/** A delivery for every endpoint that is told of such events; what is disabled gets them too, and they wait. */
export async function insertDeliveries(tx: Tx, { event, invitationId, now }: Told): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into webhook_deliveries (endpoint_id, event, invitation_id, happened_at, next_try_at)
    select id, ${event}, ${invitationId}::uuid, ${now}, ${now} from webhook_endpoints
    where ${event} = any(events) and (kind = 'webhook' or exists (
      select from webhook_subscriptions where endpoint_id = webhook_endpoints.id and invitation_id = ${invitationId}::uuid
    ))
    returning id`.execute(tx)
  return rows.map((row) => row.id)
}

export async function insertTest(tx: Tx, endpointId: string, now: Date): Promise<string> {
  const { id } = await tx
    .insertInto('webhook_deliveries')
    .values({
      endpoint_id: endpointId,
      event: 'test',
      invitation_id: null,
      happened_at: now,
      next_try_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** So long nobody else tries what one server tries: longer than a request may take. */
const leaseMs = 60_000

/** Takes a delivery that is due. Null where there is none, another has it, or its endpoint is disabled. */
export async function claimDelivery(db: Database, id: string, now: Date) {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('webhook_deliveries as delivery')
      .innerJoin('webhook_endpoints as endpoint', 'endpoint.id', 'delivery.endpoint_id')
      .select([
        'delivery.id',
        'delivery.event',
        'delivery.invitation_id',
        'delivery.happened_at',
        'delivery.tries',
      ])
      .select(['endpoint.id as endpoint_id', 'endpoint.kind', 'endpoint.url', 'endpoint.secret'])
      .select(['endpoint.previous_secret', 'endpoint.previous_secret_until'])
      .where('delivery.id', '=', id)
      .where('delivery.state', '=', 'waiting')
      .where('delivery.next_try_at', '<=', now)
      .where('endpoint.disabled_at', 'is', null)
      .forUpdate('delivery')
      .skipLocked()
      .executeTakeFirst()
    if (row === undefined) return null
    const tries = row.tries + 1
    const leasedUntil = new Date(now.getTime() + leaseMs)
    await tx
      .updateTable('webhook_deliveries')
      .set({ tries, next_try_at: leasedUntil })
      .where('id', '=', id)
      .execute()
    return { ...row, tries }
  })
}

export type ClaimedDelivery = NonNullable<Awaited<ReturnType<typeof claimDelivery>>>

interface Try {
  deliveryId: string
  at: Date
  durationMs: number
  status: number | null
  answer: string | null
  fault: string | null
}

export async function insertTry(tx: Tx, made: Try): Promise<void> {
  await tx
    .insertInto('webhook_tries')
    .values({
      delivery_id: made.deliveryId,
      tried_at: made.at,
      duration_ms: made.durationMs,
      status: made.status,
      answer: made.answer,
      fault: made.fault,
    })
    .execute()
}

export async function endDelivery(
  db: Reader,
  id: string,
  { state, now }: { state: Exclude<DeliveryState, 'waiting'>; now: Date },
): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ state, ended_at: now })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

export async function putOff(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('webhook_deliveries').set({ next_try_at: at }).where('id', '=', id).execute()
}

/** Those that are due and whose endpoint is not disabled, the longest first. */
export async function listDueDeliveries(db: Reader, now: Date, limit: number) {
  return db
    .selectFrom('webhook_deliveries as delivery')
    .innerJoin('webhook_endpoints as endpoint', 'endpoint.id', 'delivery.endpoint_id')
    .select(['delivery.id', 'delivery.tries'])
    .where('delivery.state', '=', 'waiting')
    .where('delivery.next_try_at', '<=', now)
    .where('endpoint.disabled_at', 'is', null)
    .orderBy('delivery.next_try_at')
    .limit(limit)
    .execute()
}

/** Whether anything has arrived at an endpoint since. */
export async function hasArrivedSince(tx: Tx, endpointId: string, since: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('webhook_deliveries')
    .select('id')
    .where('endpoint_id', '=', endpointId)
    .where('state', '=', 'delivered')
    .where('ended_at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Due anew under the same id. False where this endpoint has no such delivery. */
export async function writeDueAnew(
  tx: Tx,
  of: { deliveryId: string; endpointId: string },
  now: Date,
): Promise<boolean> {
  const row = await tx
    .updateTable('webhook_deliveries')
    .set({ state: 'waiting', tries: 0, next_try_at: now, ended_at: null })
    .where('id', '=', of.deliveryId)
    .where('endpoint_id', '=', of.endpointId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const shownDeliveries = 50

export async function listDeliveries(db: Reader, endpointId: string) {
  return db
    .selectFrom('webhook_deliveries')
    .select(['id', 'event', 'invitation_id', 'happened_at', 'state', 'next_try_at'])
    .where('endpoint_id', '=', endpointId)
    .orderBy('happened_at', 'desc')
    .orderBy('id')
    .limit(shownDeliveries)
    .execute()
}

export async function listTries(db: Reader, deliveryIds: readonly string[]) {
  if (deliveryIds.length === 0) return []
  return db
    .selectFrom('webhook_tries')
    .selectAll()
    .where('delivery_id', 'in', [...deliveryIds])
    .orderBy('id')
    .execute()
}

/** What ended before is not kept for ever; what waits is. */
export async function forgetDeliveriesBefore(db: Reader, at: Date): Promise<void> {
  await db
    .deleteFrom('webhook_deliveries')
    .where('state', '<>', 'waiting')
    .where('ended_at', '<', at)
    .execute()
}
