import type { submissionsApi } from '#contracts/api/submissions.ts'
import type { Deps } from '../deps.ts'
import { recordFactAlone } from '../facts/record-fact.ts'
import { AppError } from '../http/app-error.ts'
import type { Handlers } from '../http/call.ts'
import { StreamedAnswer } from '../http/streamed-answer.ts'
import { Lanes } from '../http/limits/keyed-limiter.ts'
import { exportAnswer } from './export-invitation.ts'

/** Each is packed by the processor while it is read; more at once would take it from those who type. */
const atOnce = 2

export function recordRoutes(deps: Deps): Handlers<Pick<typeof submissionsApi, 'exportMyData'>> {
  const own = new Lanes(1)
  const all = new Lanes(atOnce)
  return {
    async exportMyData({ params, receivedAt }) {
      const { invitationId } = params
      const leaveOwn = own.enter(invitationId)
      if (leaveOwn === null)
        throw new AppError('busy', { message: 'Your data is being put together already.' })
      const leaveAll = all.enter('export')
      if (leaveAll === null) {
        leaveOwn()
        throw new AppError('busy', { message: "Others' data is being put together just now." })
      }
      const close = () => {
        leaveOwn()
        leaveAll()
      }
      const noted = recordFactAlone(deps, {
        at: receivedAt,
        actor: `candidate:${invitationId}`,
        name: 'data-exported',
        subjectId: invitationId,
      })
      await noted.catch((error: unknown) => {
        close()
        throw error
      })
      return new StreamedAnswer(exportAnswer(deps, { invitationId, now: receivedAt }), close)
    },
  }
}
