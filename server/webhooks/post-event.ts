import type { WebhookEvent } from '#contracts/api/integrations/webhooks.ts'
import type { Deps, UnitOfWork } from '../deps.ts'
import { insertDeliveries } from './store.ts'

export interface NewEvent {
  event: WebhookEvent
  invitationId: string
  now: Date
}

/** Writes what is to be told into the outbox, in the transaction of what happened: neither is without the other. */
export async function postEvent(
  { deps, tx, afterCommit }: UnitOfWork<Pick<Deps, 'jobs'>>,
  event: NewEvent,
): Promise<void> {
  const ids = await insertDeliveries(tx, event)
  afterCommit(() => {
    for (const id of ids) deps.jobs.enqueueDelivery({ id, tries: 0 })
  })
}
