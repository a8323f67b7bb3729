import { createHash, createHmac } from 'node:crypto'
import type { publicApi } from '#contracts/api/integrations/public-api.ts'
import type { BodyOf, ResultOf } from '#contracts/route.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps, UnitOfWork } from '../deps.ts'
import { AppError, fieldError } from '../http/app-error.ts'
import type { KeyActor } from '../http/access/caller.ts'
import { createInvitationWithLink } from '../invitations/create-invitation.ts'
import { linkOf } from '../invitations/links/invitation-links.ts'
import { endCall, findOrBeginCall, forgetCallsBefore } from './store.ts'

type Asked = BodyOf<typeof publicApi.createInvitationByKey>
type Invited = ResultOf<typeof publicApi.createInvitationByKey>

/** For so long the same request is answered the same. */
const rememberedMs = 7 * 24 * 3_600_000
const idempotencyKeyForm = /^[\x21-\x7e]{1,255}$/

interface KeyedInvitation {
  body: Asked
  key: KeyActor
  idempotencyKey: string | null
  now: Date
}

/** Invites once for each idempotency key, however often and at how many servers at once the same request arrives. */
export async function inviteByKey(deps: Deps, asked: KeyedInvitation): Promise<Invited> {
  const { idempotencyKey } = asked
  if (idempotencyKey !== null && !idempotencyKeyForm.test(idempotencyKey))
    throw fieldError('headers.Idempotency-Key', 'must be 1 to 255 visible ASCII characters without spaces')
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const scope = { deps, tx, afterCommit }
    return idempotencyKey === null ? invite(scope, asked) : inviteOnce(scope, { ...asked, idempotencyKey })
  })
}

async function invite(
  scope: UnitOfWork,
  { body, key, now, token }: KeyedInvitation & { token?: string },
): Promise<Invited> {
  const { invitationId, link, mail } = await createInvitationWithLink(scope, {
    ...body,
    ...{ now, by: key.madeBy, actor: `key:${key.id}` },
    ...(token !== undefined && { token }),
  })
  return { invitationId, link, mail }
}

async function inviteOnce(
  scope: UnitOfWork,
  asked: KeyedInvitation & { idempotencyKey: string },
): Promise<Invited> {
  const { deps, tx } = scope
  const call = { keyId: asked.key.id, idempotencyKey: asked.idempotencyKey }
  const bodySha256 = createHash('sha256').update(JSON.stringify(asked.body)).digest('hex')
  await forgetCallsBefore(tx, new Date(asked.now.getTime() - rememberedMs))
  const before = await findOrBeginCall(tx, { ...call, bodySha256, now: asked.now })
  const begunAt = before?.created_at ?? asked.now
  // Links are stored hashed. This one follows from a secret of ours, so that it can be said again.
  const token = createHmac('sha256', deps.config.authSecret)
    .update(`invitation-link\n${call.keyId}\n${call.idempotencyKey}\n${begunAt.toISOString()}`)
    .digest('base64url')
  if (before === null) {
    const invited = await invite(scope, { ...asked, token })
    await endCall(tx, { ...call, invitationId: invited.invitationId })
    return invited
  }
  if (before.body_sha256 !== bodySha256 || before.invitation_id === null)
    throw new AppError('idempotency_key_reused')
  return { invitationId: before.invitation_id, link: linkOf(deps, token), mail: deps.config.mail.kind }
}
