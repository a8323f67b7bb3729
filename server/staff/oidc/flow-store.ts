import type { Reader } from '../../db/connect.ts'

/** Why somebody was sent to the provider, and what they bring with them. */
export type FlowPurpose =
  { purpose: 'sign_in' } | { purpose: 'link'; linkHash: string } | { purpose: 'add'; sessionId: string }

export async function insertFlow(
  db: Reader,
  flow: FlowPurpose & {
    stateHash: string
    browserHash: string
    nonce: string
    codeVerifier: string
    nextPath: string | null
    now: Date
    expiresAt: Date
  },
): Promise<void> {
  await db.deleteFrom('staff_oidc_flows').where('expires_at', '<', flow.now).execute()
  await db
    .insertInto('staff_oidc_flows')
    .values({
      state_hash: flow.stateHash,
      browser_hash: flow.browserHash,
      nonce: flow.nonce,
      code_verifier: flow.codeVerifier,
      purpose: flow.purpose,
      link_hash: flow.purpose === 'link' ? flow.linkHash : null,
      session_id: flow.purpose === 'add' ? flow.sessionId : null,
      next_path: flow.nextPath,
      expires_at: flow.expiresAt,
    })
    .execute()
}

/** Takes a flow out, so that of two answers with one state at most one gets further. Null where there is none for this browser. */
export async function takeFlow(
  db: Reader,
  { stateHash, browserHash, now }: { stateHash: string; browserHash: string; now: Date },
) {
  const row = await db
    .deleteFrom('staff_oidc_flows')
    .where('state_hash', '=', stateHash)
    .where('browser_hash', '=', browserHash)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}
