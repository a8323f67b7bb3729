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
