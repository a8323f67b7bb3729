import type { AnswerState } from '#contracts/api/answers.ts'
import type { Reader } from '../../db/connect.ts'
import { AppError } from '../../http/app-error.ts'
import { findAnsweredAt, listPromises, type PromiseRow } from './promise-store.ts'

/** How it stands with an attempt's answer. Throws `not_found` while none is promised. */
export async function presentAnswer(db: Reader, attemptId: string, now: Date): Promise<AnswerState> {
  const promises = await listPromises(db, attemptId)
  const answeredAt = await findAnsweredAt(db, attemptId)
  const [current] = promises
  if (current === undefined) throw new AppError('not_found')
  return {
    state: stateOf(current, answeredAt, now),
    answeredAt: answeredAt?.toISOString() ?? null,
    promises: promises.map(({ due_at: dueAt, made_at: madeAt, basis, reason }) => ({
      dueAt: dueAt.toISOString(),
      madeAt: madeAt.toISOString(),
      basis,
      reason,
    })),
  }
}

function stateOf(current: PromiseRow, answeredAt: Date | null, now: Date): AnswerState['state'] {
  if (answeredAt !== null) return 'answered'
  return current.due_at < now ? 'late' : 'promised'
}
