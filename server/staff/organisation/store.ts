import type { ServerConfig } from '../../config.ts'
import type { Reader, Tx } from '../../db/connect.ts'

export interface Organisation {
  name: string
  zone: string
  /** Raised with every change, so that a change made on an older state can be refused. */
  version: number
}

/** What an admin has set; before that, the zone of the server's environment and no name. */
export async function readOrganisation(
  db: Reader,
  config: Pick<ServerConfig, 'organisationZone'>,
): Promise<Organisation> {
  const row = await db
    .selectFrom('organisation')
    .select(['name', 'zone', 'version'])
    .executeTakeFirstOrThrow()
  return { ...row, zone: row.zone ?? config.organisationZone }
}

export async function readZone(db: Reader, config: Pick<ServerConfig, 'organisationZone'>): Promise<string> {
  return (await readOrganisation(db, config)).zone
}

export async function lockOrganisation(tx: Tx) {
  return tx.selectFrom('organisation').selectAll().forUpdate().executeTakeFirstOrThrow()
}

export async function writeOrganisation(tx: Tx, { name, zone, version }: Organisation): Promise<void> {
  await tx.updateTable('organisation').set({ name, zone, version }).execute()
}

export async function readGuide(db: Reader) {
  return db
    .selectFrom('organisation')
    .select(['zone', 'skipped_steps', 'guide_dismissed_at'])
    .executeTakeFirstOrThrow()
}

export async function writeSkippedSteps(tx: Tx, steps: readonly string[]): Promise<void> {
  await tx
    .updateTable('organisation')
    .set({ skipped_steps: [...steps] })
    .execute()
}

export async function writeGuideDismissed(db: Reader, at: Date | null): Promise<void> {
  await db.updateTable('organisation').set({ guide_dismissed_at: at }).execute()
}
