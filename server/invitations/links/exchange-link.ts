import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import type { CandidateActor } from '../../http/access/caller.ts'
import { hashToken, newToken } from '../../staff/secret-token.ts'
import { findLink } from './store.ts'
import { endCandidateSession, insertCandidateSession, listGrants } from './session-store.ts'
import { writeOpened } from '../store.ts'

const sessionLifeMs = 30 * 24 * 3_600_000

interface Exchange {
  token: string
  /** What the browser already held; its other invitations move to the new session. */
  session: CandidateActor | null
  now: Date
}

/** A link's secret for a fresh session. The session id is always new, so that nobody can plant one beforehand. */
export async function exchangeInvitationLink(deps: Deps, exchange: Exchange) {
  const { now } = exchange
  const sessionToken = newToken()
  const expiresAt = new Date(now.getTime() + sessionLifeMs)
  const invitationId = await inTransaction(deps.db, async (tx, afterCommit) => {
    const link = await findLink(tx, hashToken(exchange.token))
    if (link === null) throw new AppError('link_unknown')
    checkLink(link, now)
    const held = exchange.session
    const invitationIds = new Set([link.id, ...(held?.invitationIds ?? []), ...(held?.withdrawnIds ?? [])])
    await insertCandidateSession(tx, { tokenHash: hashToken(sessionToken), invitationIds, now, expiresAt })
    if (held !== null) await endCandidateSession(tx, held.sessionId)
    const isFirst = link.opened_at === null
    if (isFirst) await writeOpened(tx, link.id, now)
    const actor = `candidate:${link.id}`
    await recordFact(
      { deps, tx, afterCommit },
      { at: now, actor, name: 'candidate-signed-in', subjectId: link.id, follows: { isFirst } },
    )
    return link.id
  })
  return { invitationId, sessionToken, expiresAt }
}

interface LinkFacts {
  withdrawn_at: Date | null
  link_revoked_at: Date | null
  started_at: Date | null
  expires_at: Date
  opens_at: Date | null
}

function checkLink(link: LinkFacts, now: Date): void {
  if (link.withdrawn_at !== null) throw new AppError('invitation_withdrawn')
  if (link.link_revoked_at !== null) throw new AppError('link_revoked')
  if (link.opens_at !== null && link.opens_at > now) throw new AppError('link_not_open_yet')
  if (link.started_at === null && link.expires_at <= now) throw new AppError('link_expired')
}

/**
 * The candidate session behind a cookie; null where there is none or it has run out. Each invitation brings its practice along.
 */
export async function findCandidate(
  deps: Pick<Deps, 'db'>,
  cookie: string | null,
  now: Date,
): Promise<CandidateActor | null> {
  if (cookie === null) return null
  const rows = await listGrants(deps.db, hashToken(cookie), now)
  const first = rows[0]
  if (first === undefined) return null
  const idsOf = (some: typeof rows) =>
    new Set(some.flatMap((row) => [row.invitation_id, row.practice_id ?? []].flat()))
  return {
    kind: 'candidate',
    sessionId: first.id,
    invitationIds: idsOf(rows.filter((row) => row.revoked_at === null)),
    withdrawnIds: idsOf(rows.filter((row) => row.revoked_at !== null)),
  }
}
