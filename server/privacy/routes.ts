import type { privacyApi } from '#contracts/api/privacy.ts'
import type { FactOf } from '#contracts/facts.ts'
import type { Deps } from '../deps.ts'
import { recordFactAlone } from '../facts/record-fact.ts'
import { AppError } from '../http/app-error.ts'
import type { Handlers } from '../http/call.ts'
import { StreamedAnswer } from '../http/streamed-answer.ts'
import { Lanes } from '../http/limits/keyed-limiter.ts'
import { requireInvitation } from '../invitations/links/exchange-link.ts'
import { eraseOnRequest } from './erase-on-request.ts'
import { exportAnswer } from './export-invitation.ts'
import { presentCandidateData, presentRetention } from './present-retention.ts'

/** Each is packed by the processor while it is read; more at once would take it from those who type. */
const atOnce = 2

export function privacyRoutes(deps: Deps): Handlers<typeof privacyApi> {
  const pack = exporter(deps)
  return {
    async exportMyData({ params: { invitationId }, who, receivedAt }) {
      requireInvitation(who, invitationId)
      return pack(invitationId, { at: receivedAt, actor: `candidate:${invitationId}` })
    },
    async getRetention({ params: { invitationId }, who, receivedAt }) {
      requireInvitation(who, invitationId)
      return presentRetention(deps, { invitationId, now: receivedAt })
    },
    async exportCandidateData({ params: { invitationId }, who, receivedAt }) {
      return pack(invitationId, { at: receivedAt, actor: `staff:${who.id}` })
    },
    async getCandidateData({ params, receivedAt }) {
      return presentCandidateData(deps, { ...params, now: receivedAt })
    },
    async eraseCandidateData({ params, body, who, receivedAt }) {
      await eraseOnRequest(deps, { ...params, ...body, by: who.id, now: receivedAt })
      return {}
    },
  }
}

/** Packs one archive of an invitation at a time, and few at once. */
function exporter(deps: Deps) {
  const own = new Lanes(1)
  const all = new Lanes(atOnce)
  return async (invitationId: string, by: Pick<FactOf<'data-exported'>, 'at' | 'actor'>) => {
    const leaveOwn = own.enter(invitationId)
    if (leaveOwn === null) throw new AppError('busy', { message: 'Your data is being put together already.' })
    const leaveAll = all.enter('export')
    if (leaveAll === null) {
      leaveOwn()
      throw new AppError('busy', { message: "Others' data is being put together just now." })
    }
    const close = () => {
      leaveOwn()
      leaveAll()
    }
    try {
      await recordFactAlone(deps, { ...by, name: 'data-exported', subjectId: invitationId })
    } catch (error) {
      close()
      throw error
    }
    return new StreamedAnswer(exportAnswer(deps, { invitationId, now: by.at }), close)
  }
}
