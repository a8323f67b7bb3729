import type { Deps } from '../deps.ts'
import type { Reader, Tx } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'
import { hashToken, newToken } from './secret-token.ts'

const linkLifeMs = 7 * 24 * 3_600_000

type Purpose = { purpose: 'first_admin' } | { purpose: 'sign_in'; staffId: string }

const paths = { first_admin: '/first-admin', sign_in: '/sign-in/link' } as const

/**
 * A one-time link. Earlier unused links for the same purpose and person stop working.
 * The secret stands in the fragment, which browsers never send and servers never log.
 */
export async function issueStaffLink(
  deps: Pick<Deps, 'publicUrl'>,
  db: Reader,
  link: Purpose & { now: Date },
): Promise<string> {
  const staffId = link.purpose === 'sign_in' ? link.staffId : null
  await db
    .updateTable('staff_links')
    .set({ revoked_at: link.now })
    .where('purpose', '=', link.purpose)
    .where((where) => (staffId === null ? where('staff_id', 'is', null) : where('staff_id', '=', staffId)))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
  const token = newToken()
  await db
    .insertInto('staff_links')
    .values({
      purpose: link.purpose,
      staff_id: staffId,
      token_hash: hashToken(token),
      created_at: link.now,
      expires_at: new Date(link.now.getTime() + linkLifeMs),
    })
    .execute()
  return `${deps.publicUrl}${paths[link.purpose]}#${token}`
}

/** Uses a link up and answers whom it is for; throws the reason where it cannot be used. */
export async function useStaffLink(
  tx: Tx,
  link: { token: string; purpose: Purpose['purpose']; now: Date },
): Promise<{ staffId: string | null }> {
  const row = await tx
    .selectFrom('staff_links')
    .selectAll()
    .where('token_hash', '=', hashToken(link.token))
    .where('purpose', '=', link.purpose)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw new AppError('link_unknown')
  if (row.used_at !== null) throw new AppError('link_used')
  if (row.revoked_at !== null) throw new AppError('link_revoked')
  if (row.expires_at <= link.now) throw new AppError('link_expired')
  await tx.updateTable('staff_links').set({ used_at: link.now }).where('id', '=', row.id).execute()
  return { staffId: row.staff_id }
}

/** Ends every unused sign-in link of somebody. */
export async function revokeStaffLinks(
  tx: Tx,
  { staffId, now }: { staffId: string; now: Date },
): Promise<void> {
  await tx
    .updateTable('staff_links')
    .set({ revoked_at: now })
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}
