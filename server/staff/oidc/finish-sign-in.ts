import type { StaffMember } from '#contracts/api/staff/staff.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import { readCookie } from '../../http/access/cookies.ts'
import { hashToken } from '../secret-token.ts'
import { startSession } from '../sign-in/sign-in.ts'
import { useStaffLinkOfHash } from '../staff-links.ts'
import { findActiveStaff } from '../store.ts'
import { flowCookieName } from './begin-sign-in.ts'
import { takeFlow, type FlowPurpose } from './flow-store.ts'
import { findIdentity, insertIdentity, writeIdentityUsed } from './identity-store.ts'
import type { ProvedIdentity } from './oidc-client.ts'

interface Finish {
  /** The query that the browser came back with, with its question mark. */
  search: string
  headers: Headers
  now: Date
}

export interface Finished {
  purpose: FlowPurpose['purpose']
  nextPath: string
  cookies: string[]
}

/** A refusal with what is known about it, for the audit and for where the browser is sent. */
export class SignInRefused extends Error {
  readonly refusal: AppError
  readonly purpose: FlowPurpose['purpose'] | null
  readonly staffId: string | null

  constructor(refusal: AppError, known: { purpose: FlowPurpose['purpose'] | null; staffId?: string | null }) {
    super(refusal.message, { cause: refusal })
    this.refusal = refusal
    this.purpose = known.purpose
    this.staffId = known.staffId ?? null
  }
}

type Flow = NonNullable<Awaited<ReturnType<typeof takeFlow>>>

/** Signs in whoever comes back from the provider, linking the account first where a link or a session allows it. */
export async function finishSignIn(deps: Deps, { search, headers, now }: Finish): Promise<Finished> {
  const flow = await takeOwnFlow(deps, { search, headers, now })
  const { purpose } = flow
  let staffId: string | null = null
  try {
    const identity = await redeem(deps, search, flow)
    const linked = await findIdentity(deps.db, identity)
    staffId = linked?.staff_id ?? null
    const id =
      purpose === 'sign_in' ? requireLinked(linked) : await link(deps, { flow, identity, headers, now })
    staffId = id
    const member = await requireActive(deps, id)
    if (linked !== null) await writeIdentityUsed(deps.db, { id: linked.id, address: identity.address, now })
    const cookies =
      purpose === 'add' ? [] : (await startSession(deps, member, { headers, now, by: 'oidc' })).cookies
    return { purpose, nextPath: flow.next_path ?? (purpose === 'add' ? '/people' : '/'), cookies }
  } catch (error) {
    if (error instanceof AppError) throw new SignInRefused(error, { purpose, staffId })
    throw error
  }
}

async function takeOwnFlow(deps: Deps, { search, headers, now }: Finish): Promise<Flow> {
  const state = new URLSearchParams(search).get('state')
  const browser = readCookie(headers.get('cookie') ?? undefined, flowCookieName(deps.publicUrl))
  const flow =
    state === null || browser === null
      ? null
      : await takeFlow(deps.db, { stateHash: hashToken(state), browserHash: hashToken(browser), now })
  if (flow === null) throw new SignInRefused(new AppError('oidc_flow_unknown'), { purpose: null })
  return flow
}

async function redeem({ oidc }: Deps, search: string, flow: Flow): Promise<ProvedIdentity> {
  if (oidc === null) throw new AppError('oidc_off')
  const state = new URLSearchParams(search).get('state') ?? ''
  return oidc.redeem(search, { state, nonce: flow.nonce, codeVerifier: flow.code_verifier })
}

function requireLinked(linked: { staff_id: string } | null): string {
  if (linked === null) throw new AppError('oidc_not_linked')
  return linked.staff_id
}

async function requireActive(deps: Deps, staffId: string): Promise<StaffMember> {
  const member = await findActiveStaff(deps.db, staffId)
  if (member === null) throw new AppError('staff_disabled')
  return member
}

interface Linking {
  flow: Flow
  identity: ProvedIdentity
  headers: Headers
  now: Date
}

/** The link is used up and the account linked in one transaction: a link whose account cannot be linked stays good. */
async function link(deps: Deps, { flow, identity, headers, now }: Linking): Promise<string> {
  const actor = flow.purpose === 'add' ? await deps.auth.findActor(headers) : null
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const staffId =
      flow.link_hash === null
        ? ownId(actor, flow.session_id)
        : (await useStaffLinkOfHash(tx, { tokenHash: flow.link_hash, purpose: 'sign_in', now })).staffId
    if (staffId === null || (await findActiveStaff(tx, staffId)) === null) throw new AppError('link_revoked')
    const identityId = await insertIdentity(tx, { ...identity, staffId, now })
    if (identityId === null) {
      const owner = await findIdentity(tx, identity)
      if (owner?.staff_id !== staffId) throw new AppError('oidc_taken')
      return staffId
    }
    await recordFact(
      { deps, tx, afterCommit },
      {
        ...{ at: now, actor: `staff:${staffId}`, name: 'identity-linked', subjectId: staffId },
        detail: { identityId, issuer: identity.issuer },
      },
    )
    return staffId
  })
}

/** Whoever began to add an account must be signed in still, in the same session: another person at the browser gets nothing. */
function ownId(actor: { id: string; sessionId: string } | null, sessionId: string | null): string {
  if (actor === null || actor.sessionId !== sessionId) throw new AppError('not_signed_in')
  return actor.id
}
