import type { WebhookEvent } from '#contracts/api/integrations/webhooks.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps, UnitOfWork } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import {
  deleteEndpoint,
  insertEndpoint,
  lockEndpoint,
  writeDisabled,
  writeEndpoint,
  writeSecret,
} from '../../webhooks/endpoint-store.ts'
import { checkTarget, outboundPolicyOf } from '../../webhooks/outbound/outbound-policy.ts'
import { insertTest, writeDueAnew } from '../../webhooks/store.ts'
import { newWebhookSecret } from './sign-webhook.ts'

interface By {
  by: string
  now: Date
}

interface Draft {
  name: string
  url: string
  events: readonly WebhookEvent[]
}

/** Throws at the field where the address may not be reached. */
function requireTarget(deps: Deps, url: string): void {
  const checked = checkTarget(outboundPolicyOf(deps.config.outboundAllow), url)
  if ('problem' in checked) throw fieldError('body.url', checked.problem)
}

const inScope = <T>(deps: Deps, work: (scope: UnitOfWork) => Promise<T>): Promise<T> =>
  inTransaction(deps.db, (tx, afterCommit) => work({ deps, tx, afterCommit }))

export async function createWebhook(
  deps: Deps,
  { by, now, ...draft }: Draft & By,
): Promise<{ id: string; secret: string }> {
  requireTarget(deps, draft.url)
  const secret = newWebhookSecret()
  return inScope(deps, async (scope) => {
    const id = await insertEndpoint(scope.tx, { ...draft, kind: 'webhook', secret, by, now })
    await recordFact(scope, {
      ...{ at: now, actor: `staff:${by}`, name: 'webhook-created', subjectId: id },
      detail: saidOf(draft),
    })
    return { id, secret }
  })
}

const saidOf = ({ name, url, events }: Draft) => ({ name, url, events: [...events] })

export async function changeWebhook(
  deps: Deps,
  { webhookId, by, now, ...draft }: Draft & By & { webhookId: string },
): Promise<void> {
  requireTarget(deps, draft.url)
  await inScope(deps, async (scope) => {
    const before = await lockEndpoint(scope.tx, webhookId, 'webhook')
    await writeEndpoint(scope.tx, webhookId, draft)
    await recordFact(scope, {
      ...{ at: now, actor: `staff:${by}`, name: 'webhook-changed', subjectId: webhookId },
      detail: { before: saidOf({ ...before, url: before.url ?? '' }), after: saidOf(draft) },
    })
  })
}

/** For so long the secret before signs too. */
const rotationMs = 24 * 3_600_000

export async function rotateSecret(
  deps: Deps,
  { webhookId, by, now }: By & { webhookId: string },
): Promise<{ secret: string; previousSecretUntil: string }> {
  const secret = newWebhookSecret()
  const previousUntil = new Date(now.getTime() + rotationMs)
  await inScope(deps, async (scope) => {
    const { secret: previous } = await lockEndpoint(scope.tx, webhookId, 'webhook')
    await writeSecret(scope.tx, webhookId, { secret, previous, previousUntil })
    await recordFact(scope, {
      ...{ at: now, actor: `staff:${by}`, name: 'webhook-secret-rotated', subjectId: webhookId },
    })
  })
  return { secret, previousSecretUntil: previousUntil.toISOString() }
}

/** Twice is nothing new. What waited goes out with the next sweep. */
export async function switchWebhook(
  deps: Deps,
  { webhookId, isEnabled, by, now }: By & { webhookId: string; isEnabled: boolean },
): Promise<void> {
  await inScope(deps, async (scope) => {
    const endpoint = await lockEndpoint(scope.tx, webhookId, 'webhook')
    if ((endpoint.disabled_at === null) === isEnabled) return
    const said = { at: now, actor: `staff:${by}`, subjectId: webhookId }
    await writeDisabled(scope.tx, webhookId, isEnabled ? null : { at: now, because: 'admin' })
    if (isEnabled) await recordFact(scope, { ...said, name: 'webhook-enabled' })
    else await recordFact(scope, { ...said, name: 'webhook-disabled', detail: { because: 'admin' } })
  })
}

export async function removeWebhook(
  deps: Deps,
  { webhookId, by, now }: By & { webhookId: string },
): Promise<void> {
  await inScope(deps, async (scope) => {
    const endpoint = await lockEndpoint(scope.tx, webhookId, 'webhook')
    await deleteEndpoint(scope.tx, webhookId)
    await recordFact(scope, {
      ...{ at: now, actor: `staff:${by}`, name: 'webhook-removed', subjectId: webhookId },
      detail: saidOf({ ...endpoint, url: endpoint.url ?? '' }),
    })
  })
}

const disabledProblem = {
  message: 'This webhook is disabled, so nothing is sent.',
  next: 'Enable it first.',
}

/** Throws `conflict` where the webhook is disabled. */
export async function sendTest(
  deps: Deps,
  { webhookId, now }: { webhookId: string; now: Date },
): Promise<string> {
  return inScope(deps, async ({ tx, afterCommit }) => {
    const endpoint = await lockEndpoint(tx, webhookId, 'webhook')
    if (endpoint.disabled_at !== null) throw new AppError('conflict', disabledProblem)
    const id = await insertTest(tx, webhookId, now)
    afterCommit(() => deps.jobs.enqueueDelivery({ id, tries: 0 }))
    return id
  })
}

export async function replayDelivery(
  deps: Deps,
  { webhookId, deliveryId, now }: { webhookId: string; deliveryId: string; now: Date },
): Promise<void> {
  await inScope(deps, async ({ tx, afterCommit }) => {
    const endpoint = await lockEndpoint(tx, webhookId, 'webhook')
    if (endpoint.disabled_at !== null) throw new AppError('conflict', disabledProblem)
    if (!(await writeDueAnew(tx, { deliveryId, endpointId: webhookId }, now))) throw new AppError('not_found')
    afterCommit(() => deps.jobs.enqueueDelivery({ id: deliveryId, tries: 0 }))
  })
}
