import type { Database, Tx } from './connect.ts'

export type AfterCommit = (effect: () => void) => void

/** Runs `work` in a transaction. Effects handed to `afterCommit` happen once it is committed, and never if it is rolled back. */
export async function inTransaction<T>(
  db: Database,
  work: (tx: Tx, afterCommit: AfterCommit) => Promise<T>,
): Promise<T> {
  const effects: (() => void)[] = []
  const result = await db.transaction().execute((tx) => work(tx, (effect) => effects.push(effect)))
  for (const effect of effects) effect()
  return result
}
