import type { attemptsApi } from '#contracts/api/attempts.ts'
import { attemptState } from '#contracts/clock.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../http/call.ts'
import { keepSetupCheck } from './practice/keep-setup-check.ts'
import { startPractice } from './practice/start-practice.ts'
import { startAttempt } from './start-attempt.ts'
import { clockFactsOf, clockOf, getOwnAttempt, getOwnDetails } from './store.ts'

export function attemptRoutes(deps: Deps): Handlers<typeof attemptsApi> {
  return {
    async startAttempt({ params, body, receivedAt }) {
      return startAttempt(deps, {
        invitationId: params.invitationId,
        startEarly: body.startEarly,
        zone: body.zone,
        now: receivedAt,
      })
    },
    async startPractice({ params, receivedAt }) {
      return startPractice(deps, { invitationId: params.invitationId, now: receivedAt })
    },
    async reportSetupCheck({ params, body, receivedAt }) {
      await keepSetupCheck(deps, { invitationId: params.invitationId, checks: body, now: receivedAt })
      return {}
    },
    async getAttempt({ params, who, receivedAt }) {
      const attempt = await getOwnDetails(deps.db, who, params.attemptId)
      const { manifest, instructions, position_title: positionTitle } = attempt
      return {
        id: attempt.id,
        invitationId: attempt.practice_of ?? attempt.invitation_id,
        practice: attempt.practice_of !== null,
        state: attemptState(clockFactsOf(attempt), receivedAt),
        clock: clockOf(attempt, receivedAt),
        exercise: {
          title: manifest.title,
          language: manifest.language,
          instructions,
          entryFile: manifest.entryFile,
          constraints: manifest.constraints,
          criteria: manifest.criteria,
        },
        positionTitle,
      }
    },
    async getClock({ params, who, receivedAt }) {
      return clockOf(await getOwnAttempt(deps.db, who, params.attemptId), receivedAt)
    },
  }
}
