import type { Tx } from './connect.ts'
import type { Component } from './tables/platform.ts'

/**
 * When a part of the platform was last seen at work, under a lock: of several servers that look at once, the first measures
 * a gap and the others find it closed. Null where nothing was ever seen.
 */
export async function lockHeartbeat(tx: Tx, component: Component, now: Date): Promise<Date | null> {
  const inserted = await tx
    .insertInto('heartbeats')
    .values({ component, beat_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('component')
    .executeTakeFirst()
  if (inserted !== undefined) return null
  const row = await tx
    .selectFrom('heartbeats')
    .select('beat_at')
    .where('component', '=', component)
    .forUpdate()
    .executeTakeFirst()
  return row?.beat_at ?? null
}

/** Never turns back: whoever waited for the lock may come with an older time. */
export async function beat(tx: Tx, component: Component, at: Date): Promise<void> {
  await tx
    .updateTable('heartbeats')
    .set({ beat_at: at })
    .where('component', '=', component)
    .where('beat_at', '<', at)
    .execute()
}
