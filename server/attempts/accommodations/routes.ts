import type { appointmentsApi } from '#contracts/api/invitations/appointments.ts'
import type { Deps } from '../../deps.ts'
import type { Handlers } from '../../http/call.ts'
import { answerAccommodation } from './answer-accommodation.ts'
import { askForAccommodation } from './ask-for-accommodation.ts'
import { listAccommodations, presentAccommodation } from './store.ts'

type Routes = Pick<
  typeof appointmentsApi,
  'askForAccommodation' | 'listOwnAccommodations' | 'listAccommodations' | 'answerAccommodation'
>

export function accommodationRoutes(deps: Deps): Handlers<Routes> {
  const list = async (invitationId: string) => {
    const rows = await listAccommodations(deps.db, invitationId)
    return { accommodations: rows.map(presentAccommodation) }
  }
  return {
    async askForAccommodation({ params, body, receivedAt }) {
      return askForAccommodation(deps, { ...params, ...body, now: receivedAt })
    },
    async listOwnAccommodations({ params }) {
      return list(params.invitationId)
    },
    async listAccommodations({ params }) {
      return list(params.invitationId)
    },
    async answerAccommodation({ params, body, who, receivedAt }) {
      await answerAccommodation(deps, { ...params, ...body, by: who.id, now: receivedAt })
      return {}
    },
  }
}
