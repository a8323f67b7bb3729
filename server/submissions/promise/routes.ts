import type { answersApi } from '#contracts/api/answers.ts'
import { findAttemptOf } from '../../attempts/store.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../http/app-error.ts'
import type { Handlers } from '../../http/call.ts'
import { markAnswered, tellNewAnswerDate, unmarkAnswered } from './change-answer.ts'
import { presentAnswer } from './present-answer.ts'

export function answerRoutes(deps: Deps): Handlers<typeof answersApi> {
  return {
    async getAnswer({ params, receivedAt }) {
      const attempt = await findAttemptOf(deps.db, params.invitationId)
      if (attempt === null) throw new AppError('not_found')
      return presentAnswer(deps.db, attempt.id, receivedAt)
    },
    async markAnswered({ params, body, who, receivedAt }) {
      const answeredAt = body.answeredAt === null ? null : new Date(body.answeredAt)
      await markAnswered(deps, { ...params, answeredAt, by: who.id, now: receivedAt })
      return {}
    },
    async unmarkAnswered({ params, who, receivedAt }) {
      await unmarkAnswered(deps, { ...params, by: who.id, now: receivedAt })
      return {}
    },
    async tellNewAnswerDate({ params, body, who, receivedAt }) {
      return tellNewAnswerDate(deps, { ...params, ...body, by: who.id, now: receivedAt })
    },
  }
}
