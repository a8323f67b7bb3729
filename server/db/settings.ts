import type { Reader } from './connect.ts'

/** Key of the moment at which a proxy's header came although no proxy is trusted; `fairtime doctor` reads it. */
export const forwardedSeenKey = 'forwarded-without-trust'

export async function writeSetting(db: Reader, key: string, value: string): Promise<void> {
  await db
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

export async function readSetting(db: Reader, key: string): Promise<string | null> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value ?? null
}

/** Writes what nobody has written yet, and answers what stands: of two servers at once the first decides for both. */
export async function writeSettingOnce(db: Reader, key: string, value: string): Promise<string> {
  await db
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  return (await readSetting(db, key)) ?? value
}
