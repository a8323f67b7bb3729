import type { EndpointKind } from '../../db/tables/integrations/webhooks.ts'
import type { DisabledBecause } from '#contracts/api/integrations/webhooks.ts'
import type { Tx } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps, UnitOfWork } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { lockEndpoint, writeDisabled } from '../../webhooks/endpoint-store.ts'
import { nextTryAt, readRetryAfter } from '../../webhooks/next-try.ts'
import type { OutboundOutcome, OutboundRequest, SendRequest } from '../../webhooks/outbound/send-request.ts'
import {
  claimDelivery,
  endDelivery,
  forgetDeliveriesBefore,
  hasArrivedSince,
  insertTry,
  listDueDeliveries,
  putOff,
  type ClaimedDelivery,
} from '../../webhooks/store.ts'
import { signWebhook } from './sign-webhook.ts'

/** What a kind of endpoint is sent; null where by now there is nothing to say. */
export interface Telling {
  compose(deps: Deps, delivery: ClaimedDelivery, now: Date): Promise<OutboundRequest | null>
  /** Statuses after which it is no use to try again. */
  isFinal(status: number): boolean
}

export interface WebhookOffice {
  tellings: Record<EndpointKind, Telling>
  send: SendRequest
}

export const standardWebhook: Telling = {
  compose: (_deps, delivery, now) =>
    Promise.resolve(delivery.url === null ? null : signWebhook(delivery, delivery.url, now)),
  isFinal: (status) => status === goneStatus,
}

/** By this status a receiver says that it wants to hear nothing more. */
const goneStatus = 410

/** Sends one delivery that is due. After a crash between sending and noting it may go twice, under the same id. */
export async function deliverWebhook(deps: Deps, office: WebhookOffice, deliveryId: string): Promise<void> {
  const now = await deps.clock.now()
  const delivery = await claimDelivery(deps.db, deliveryId, now)
  if (delivery === null) return
  const telling = office.tellings[delivery.kind]
  const request = await telling.compose(deps, delivery, now)
  if (request === null) return endDelivery(deps.db, delivery.id, { state: 'dropped', now })
  const outcome = await office.send(request)
  await inTransaction(deps.db, (tx, afterCommit) =>
    noteOutcome({ deps, tx, afterCommit }, { delivery, telling, outcome, now }),
  )
}

interface Outcome {
  delivery: ClaimedDelivery
  telling: Telling
  outcome: OutboundOutcome
  now: Date
}

async function noteOutcome(scope: UnitOfWork, { delivery, telling, outcome, now }: Outcome): Promise<void> {
  const { tx, deps } = scope
  const { status, answer, fault, retryAfter } = partsOf(outcome)
  await insertTry(tx, {
    ...{ deliveryId: delivery.id, at: now, durationMs: outcome.durationMs },
    ...{ status, answer, fault },
  })
  if (isTaken(status)) return endDelivery(tx, delivery.id, { state: 'delivered', now })
  const retryAfterMs = readRetryAfter(retryAfter, now)
  const next = nextTryAt({ tries: delivery.tries, now, retryAfterMs, random: Math.random() })
  const isFinal = status !== null && telling.isFinal(status)
  if (next !== null && !isFinal) return putOff(tx, delivery.id, next)
  await endDelivery(tx, delivery.id, { state: 'failed', now })
  deps.log.warn({ deliveryId: delivery.id, status }, 'a webhook was not delivered')
  const because = await whyDisable(tx, delivery, { isGone: status === goneStatus, isOver: next === null })
  if (because !== null) await disable(scope, { delivery, because, now })
}

const isTaken = (status: number | null) => status !== null && status >= 200 && status < 300

const partsOf = (outcome: OutboundOutcome) =>
  outcome.kind === 'answered'
    ? { ...outcome, fault: null }
    : { status: null, answer: null, fault: outcome.fault, retryAfter: undefined }

/** Where something else has arrived while every try of this one failed, the fault was not the receiver's. */
async function whyDisable(
  tx: Tx,
  delivery: ClaimedDelivery,
  { isGone, isOver }: { isGone: boolean; isOver: boolean },
): Promise<DisabledBecause | null> {
  // What a recruiting system answers about one interview says nothing about the others.
  if (delivery.kind !== 'webhook') return null
  if (isGone) return 'gone'
  if (!isOver || (await hasArrivedSince(tx, delivery.endpoint_id, delivery.happened_at))) return null
  return 'failing'
}

async function disable(
  scope: UnitOfWork,
  { delivery, because, now }: { delivery: ClaimedDelivery; because: DisabledBecause; now: Date },
): Promise<void> {
  const endpoint = await lockEndpoint(scope.tx, delivery.endpoint_id)
  if (endpoint.disabled_at !== null) return
  await writeDisabled(scope.tx, endpoint.id, { at: now, because })
  await recordFact(scope, {
    ...{ at: now, actor: 'platform', name: 'webhook-disabled', subjectId: endpoint.id },
    detail: { because },
  })
  scope.deps.log.error({ webhookId: endpoint.id, because }, 'a webhook was disabled; see "Integrations"')
}

const enqueuedAtOnce = 500
const keptMs = 30 * 24 * 3_600_000

/** Enqueues every delivery that is due: what failed, and what the queue lost. What ended long ago is forgotten. */
export async function sweepWebhooks(deps: Deps): Promise<void> {
  const now = await deps.clock.now()
  for (const delivery of await listDueDeliveries(deps.db, now, enqueuedAtOnce))
    deps.jobs.enqueueDelivery(delivery)
  await forgetDeliveriesBefore(deps.db, new Date(now.getTime() - keptMs))
}
