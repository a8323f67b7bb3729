import type { Deps } from '../deps.ts'
import type { Reader, Tx } from '../db/connect.ts'
import { AppError } from '../http/app-error.ts'
import { insertStaffLink, lockStaffLink, revokeOpenLinks, writeUsed } from './link-store.ts'
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
  await revokeOpenLinks(db, { purpose: link.purpose, staffId, now: link.now })
  const token = newToken()
  await insertStaffLink(db, {
    purpose: link.purpose,
    staffId,
    tokenHash: hashToken(token),
    now: link.now,
    expiresAt: new Date(link.now.getTime() + linkLifeMs),
  })
  return `${deps.publicUrl}${paths[link.purpose]}#${token}`
}

/** Uses a link up and answers whom it is for; throws the reason where it cannot be used. */
export const useStaffLink = (tx: Tx, link: { token: string; purpose: Purpose['purpose']; now: Date }) =>
  useStaffLinkOfHash(tx, { ...link, tokenHash: hashToken(link.token) })

/** For whoever kept the hash of a link alone, until it is to be used. */
export async function useStaffLinkOfHash(
  tx: Tx,
  link: { tokenHash: string; purpose: Purpose['purpose']; now: Date },
): Promise<{ staffId: string | null }> {
  const row = await requireOpenLink(tx, link)
  await writeUsed(tx, row.id, link.now)
  return { staffId: row.staff_id }
}

/** Throws the reason where a link cannot be used. */
export async function requireOpenLink(
  tx: Tx,
  link: { tokenHash: string; purpose: Purpose['purpose']; now: Date },
) {
  const row = await lockStaffLink(tx, link)
  if (row === null) throw new AppError('link_unknown')
  if (row.used_at !== null) throw new AppError('link_used')
  if (row.revoked_at !== null) throw new AppError('link_revoked')
  if (row.expires_at <= link.now) throw new AppError('link_expired')
  return row
}
