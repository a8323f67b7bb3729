import { sql, type Insertable } from 'kysely'
import { platformReasons } from '#contracts/api/credits.ts'
import type { Reader, Tx } from '../../db/connect.ts'
import type { Tables } from '../../db/tables.ts'
import type { Given } from './credit-rules.ts'

export type NewCredit = Insertable<Tables['credits']>

/** Null where the same cause was counted for this attempt before. */
export async function insertCredit(tx: Tx, credit: NewCredit): Promise<string | null> {
  const row = await tx
    .insertInto('credits')
    .values(credit)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** An attempt's credits in the order in which they were given, each with what became of it. */
export async function listCredits(db: Reader, attemptId: string) {
  return db
    .selectFrom('credits')
    .leftJoin('credits as undo', 'undo.undoes', 'credits.id')
    .leftJoin('credit_acknowledgements as seen', 'seen.credit_id', 'credits.id')
    .leftJoin('staff', (join) => join.on(sql<boolean>`credits.given_by = 'staff:' || staff.id`))
    .select([
      'credits.id',
      'credits.kind',
      'credits.amount_ms',
      'credits.reason',
      'credits.from_at',
      'credits.until_at',
      'credits.cause',
      'credits.created_at',
      'staff.name as staff_name',
      'undo.created_at as undone_at',
      'seen.seen_at',
    ])
    .where('credits.attempt_id', '=', attemptId)
    .where('credits.undoes', 'is', null)
    .orderBy('credits.created_at')
    .orderBy('credits.id')
    .execute()
}

export type CreditRow = Awaited<ReturnType<typeof listCredits>>[number]

/** `ownReachMs` is what of it was for causes that may lie with the attempt. */
export async function readGiven(db: Reader, attemptId: string): Promise<Given & { ownReachMs: number }> {
  const credits = await listCredits(db, attemptId)
  const standing = credits.filter((credit) => credit.kind !== 'staff' && credit.undone_at === null)
  return {
    intervals: credits.flatMap(({ from_at, until_at }) =>
      from_at === null || until_at === null ? [] : [{ from: from_at, until: until_at }],
    ),
    platformMs: standing.reduce((sum, credit) => sum + credit.amount_ms, 0),
    ownReachMs: standing
      .filter((credit) => credit.cause?.startsWith(ownReachPrefix))
      .reduce((sum, credit) => sum + credit.amount_ms, 0),
  }
}

/** Begins the cause of a credit whose fault may lie with the attempt that it is for. */
export const ownReachPrefix = 'own: '

/** Keeps for staff what the platform does not give by itself; of one cause the largest. */
export async function withholdCredit(tx: Tx, credit: Insertable<Tables['withheld_credits']>): Promise<void> {
  const { amount_ms, from_at, until_at } = credit
  await tx
    .insertInto('withheld_credits')
    .values(credit)
    .onConflict((conflict) =>
      conflict.columns(['attempt_id', 'cause']).doUpdateSet({ amount_ms, from_at, until_at }),
    )
    .execute()
}

export async function listWithheld(db: Reader, attemptId: string) {
  return db
    .selectFrom('withheld_credits')
    .select(['kind', 'amount_ms', 'from_at', 'until_at'])
    .where('attempt_id', '=', attemptId)
    .orderBy('from_at')
    .execute()
}

/** Extra time that was agreed while the clock ran, apart from the factor that the attempt began with. */
export function accommodationMs(credits: readonly CreditRow[]): number {
  return credits
    .filter((credit) => credit.reason === platformReasons.accommodation && credit.undone_at === null)
    .reduce((sum, credit) => sum + credit.amount_ms, 0)
}

export async function acknowledgeCredits(
  tx: Tx,
  seen: { attemptId: string; creditIds: readonly string[]; now: Date },
): Promise<void> {
  const own = await tx
    .selectFrom('credits')
    .select('id')
    .where('attempt_id', '=', seen.attemptId)
    .where('id', 'in', [...seen.creditIds])
    .execute()
  if (own.length === 0) return
  await tx
    .insertInto('credit_acknowledgements')
    .values(own.map(({ id }) => ({ credit_id: id, seen_at: seen.now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
