import { listRows } from '../board/list-board.ts'
import type { Telling } from '../integrations/webhooks/deliver-webhook.ts'
import type { AtsConnector } from './ats-connector.ts'
import { findInterviewOf } from './store.ts'

/** Tells a recruiting system what is true when it is told; an interview that it has cancelled is told of no more. */
export const tellingOf = (connector: AtsConnector): Telling => ({
  async compose(deps, delivery, now) {
    const { endpoint_id: endpointId, invitation_id: invitationId, url, secret: key } = delivery
    if (invitationId === null) return null
    const interview = await findInterviewOf(deps.db, { endpointId, invitationId })
    const [row] = await listRows(deps.db, [invitationId], now)
    if (interview === null || interview.cancelled_at !== null || row === undefined) return null
    const { id: interviewId, callback_url: callbackUrl } = interview
    const page = `${deps.publicUrl}/board/${invitationId}`
    return connector.update({ interviewId, callbackUrl, url, key, row, page, now })
  },
  isFinal: (status) => connector.isFinal(status),
})
