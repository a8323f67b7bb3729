import type { AtsKind, atsApi } from '#contracts/api/integrations/ats.ts'
import type { BodyOf } from '#contracts/route.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { fieldError } from '../http/app-error.ts'
import type { Handlers } from '../http/call.ts'
import { hashToken, newToken } from '../staff/secret-token.ts'
import { deleteEndpoint, insertEndpoint, listEndpoints, lockEndpoint } from '../webhooks/endpoint-store.ts'
import { checkTarget, outboundPolicyOf } from '../webhooks/outbound/outbound-policy.ts'
import { AppError } from '../http/app-error.ts'
import { ashby } from './ashby/ashby-connector.ts'
import { greenhouse } from './greenhouse/greenhouse-connector.ts'
import { insertConnection } from './store.ts'

const connectors = { greenhouse, ashby } as const

export function atsRoutes(deps: Deps): Handlers<typeof atsApi> {
  return {
    async listAtsConnections() {
      const rows = await Promise.all(
        Object.values(connectors).map(async ({ kind }) =>
          (await listEndpoints(deps.db, kind)).map((row) => ({ ...row, kind })),
        ),
      )
      return {
        connections: rows.flat().map((row) => ({
          ...{ id: row.id, kind: row.kind, name: row.name, address: addressOf(deps, row.kind) },
          ...{ createdAt: row.created_at.toISOString(), waiting: row.waiting, failed: row.failed },
          disabledAt: row.disabled_at?.toISOString() ?? null,
        })),
      }
    },
    async createAtsConnection({ body, who, receivedAt }) {
      return createConnection(deps, body, { by: who.id, now: receivedAt })
    },
    async removeAtsConnection({ params, who, receivedAt }) {
      await removeConnection(deps, { ...params, by: who.id, now: receivedAt })
      return {}
    },
  }
}

const addressOf = (deps: Deps, kind: AtsKind) => `${deps.publicUrl}/ats/${kind}`

async function createConnection(
  deps: Deps,
  asked: BodyOf<typeof atsApi.createAtsConnection>,
  { by, now }: { by: string; now: Date },
) {
  const { kind, name } = asked
  const key = `fairtime_ats_${newToken()}`
  const url = asked.kind === 'ashby' ? asked.updateUrl : null
  const checked = url === null ? null : checkTarget(outboundPolicyOf(deps.config.outboundAllow), url)
  if (checked !== null && 'problem' in checked) throw fieldError('body.updateUrl', checked.problem)
  // Greenhouse is told with the very key by which it is let in, so that this one is kept as it is.
  const secret = asked.kind === 'ashby' ? asked.updateKey : key
  const id = await inTransaction(deps.db, async (tx, afterCommit) => {
    const { events } = connectors[kind]
    const endpointId = await insertEndpoint(tx, { kind, name, url, events, secret, by, now })
    await insertConnection(tx, { endpointId, kind, keyHash: hashToken(key) })
    await recordFact(
      { deps, tx, afterCommit },
      {
        ...{ at: now, actor: `staff:${by}`, name: 'ats-connection-created', subjectId: endpointId },
        detail: { kind, name },
      },
    )
    return endpointId
  })
  return { id, key, address: addressOf(deps, kind) }
}

async function removeConnection(
  deps: Deps,
  { connectionId, by, now }: { connectionId: string; by: string; now: Date },
): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const { kind, name } = await lockEndpoint(tx, connectionId)
    if (kind === 'webhook') throw new AppError('not_found')
    await deleteEndpoint(tx, connectionId)
    await recordFact(
      { deps, tx, afterCommit },
      {
        ...{ at: now, actor: `staff:${by}`, name: 'ats-connection-removed', subjectId: connectionId },
        detail: { kind, name },
      },
    )
  })
}
