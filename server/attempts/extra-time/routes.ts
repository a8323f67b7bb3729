import { platformReasons, type Credit, type creditsApi } from '#contracts/api/credits.ts'
import { attemptState, deadline } from '#contracts/clock.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../http/call.ts'
import { getInvitationRow } from '../../invitations/store.ts'
import { giveTime, setExtraTime, undoCredit } from './change-extra-time.ts'
import {
  accommodationMs,
  acknowledgeCredits,
  listCredits,
  listWithheld,
  type CreditRow,
} from './credit-store.ts'
import { announceClock } from './give-credit.ts'
import { clockFactsOf, findAttemptOf, getOwnAttempt } from '../store.ts'

export function timeRoutes(deps: Deps): Handlers<typeof creditsApi> {
  return {
    async getTime({ params, receivedAt }) {
      const invitation = await getInvitationRow(deps.db, params.invitationId)
      const attempt = await findAttemptOf(deps.db, params.invitationId)
      if (attempt === null) {
        return {
          state: null,
          startedAt: null,
          deadline: null,
          zone: invitation.appointment_zone,
          baseDurationMs: invitation.duration_minutes * 60_000,
          extraTimeFactor: invitation.extra_time_factor,
          credits: [],
          withheld: [],
        }
      }
      const credits = await listCredits(deps.db, attempt.id)
      const facts = clockFactsOf(attempt)
      return {
        state: attemptState(facts, receivedAt),
        startedAt: facts.startedAt.toISOString(),
        deadline: deadline(facts).toISOString(),
        zone: attempt.zone ?? invitation.appointment_zone,
        baseDurationMs: facts.baseDurationMs,
        extraTimeFactor: facts.extraTimeFactor + accommodationMs(credits) / facts.baseDurationMs,
        credits: credits.map(presentCredit),
        withheld: (await listWithheld(deps.db, attempt.id)).map((row) => ({
          amountMs: row.amount_ms,
          reason: row.kind === 'staff' ? '' : platformReasons[row.kind],
          from: row.from_at.toISOString(),
        })),
      }
    },
    async giveTime({ params, body, who, receivedAt }) {
      return giveTime(deps, { ...params, ...body, by: who.id, now: receivedAt })
    },
    async undoCredit({ params, who, receivedAt }) {
      await undoCredit(deps, { ...params, by: who.id, now: receivedAt })
      return {}
    },
    async setExtraTime({ params, body, who, receivedAt }) {
      await setExtraTime(deps, { ...params, factor: body.factor, by: who.id, now: receivedAt })
      return {}
    },
    async acknowledgeCredits({ params, body, who, receivedAt }) {
      const attempt = await getOwnAttempt(deps.db, who, params.attemptId)
      await inTransaction(deps.db, async (tx, afterCommit) => {
        await acknowledgeCredits(tx, { attemptId: attempt.id, creditIds: body.creditIds, now: receivedAt })
        await announceClock({ deps, tx, afterCommit }, attempt, receivedAt)
      })
      return {}
    },
  }
}

function presentCredit(row: CreditRow): Credit {
  const { from_at: from, until_at: until } = row
  return {
    id: row.id,
    kind: row.kind,
    amountMs: row.amount_ms,
    reason: row.reason,
    lost: from && until && { from: from.toISOString(), until: until.toISOString() },
    givenBy: row.staff_name,
    givenAt: row.created_at.toISOString(),
    undoneAt: row.undone_at?.toISOString() ?? null,
    seenAt: row.seen_at?.toISOString() ?? null,
  }
}
