import type { Reader, Tx } from '../../db/connect.ts'

/** One's own, and those for everybody; by name. */
export async function listViews(db: Reader, staffId: string) {
  return db
    .selectFrom('board_views')
    .innerJoin('staff', 'staff.id', 'board_views.staff_id')
    .leftJoin('board_default_views', (join) =>
      join
        .onRef('board_default_views.view_id', '=', 'board_views.id')
        .on('board_default_views.staff_id', '=', staffId),
    )
    .selectAll('board_views')
    .select(['staff.name as owner_name', 'board_default_views.view_id as default_of'])
    .where((eb) => eb.or([eb('board_views.staff_id', '=', staffId), eb('is_shared', '=', true)]))
    .orderBy('board_views.name')
    .orderBy('board_views.id')
    .execute()
}

export async function countViews(db: Reader, staffId: string): Promise<number> {
  const { count } = await db
    .selectFrom('board_views')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('staff_id', '=', staffId)
    .executeTakeFirstOrThrow()
  return count
}

export async function lockView(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('board_views')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

interface ViewContent {
  name: string
  query: string
  isShared: boolean
}

export async function insertView(tx: Tx, view: ViewContent & { staffId: string; now: Date }): Promise<void> {
  await tx
    .insertInto('board_views')
    .values({
      staff_id: view.staffId,
      name: view.name,
      query: view.query,
      is_shared: view.isShared,
      created_at: view.now,
    })
    .execute()
}

export async function updateView(tx: Tx, id: string, view: ViewContent): Promise<void> {
  await tx
    .updateTable('board_views')
    .set({ name: view.name, query: view.query, is_shared: view.isShared })
    .where('id', '=', id)
    .execute()
}

export async function deleteView(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('board_views').where('id', '=', id).execute()
}

/** A view that is no longer for everybody opens nobody else's board. */
export async function deleteDefaultsOfOthers(tx: Tx, view: { id: string; staffId: string }): Promise<void> {
  await tx
    .deleteFrom('board_default_views')
    .where('view_id', '=', view.id)
    .where('staff_id', '<>', view.staffId)
    .execute()
}

export async function writeDefault(tx: Tx, staffId: string, viewId: string | null): Promise<void> {
  await tx.deleteFrom('board_default_views').where('staff_id', '=', staffId).execute()
  if (viewId === null) return
  await tx.insertInto('board_default_views').values({ staff_id: staffId, view_id: viewId }).execute()
}
