import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import { lockInvitation } from '../../invitations/store.ts'
import { setExtraTimeIn } from '../extra-time/change-extra-time.ts'
import { getAccommodation, writeAnswer } from './store.ts'

interface Answer {
  invitationId: string
  accommodationId: string
  granted: boolean
  factor: number | null
  words: string
  by: string
  now: Date
}

/** Answers a request once. Extra time that is granted counts from this moment, before the start or during it. */
export async function answerAccommodation(deps: Deps, answer: Answer): Promise<void> {
  const { invitationId, granted, words, now } = answer
  if (!granted && words === '') throw fieldError('body.words', 'write why, or what can be done instead')
  if (!granted && answer.factor !== null) throw fieldError('body.factor', 'only what is agreed to gives time')
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const scope = { deps, tx, afterCommit }
    await lockInvitation(tx, invitationId)
    const row = await getAccommodation(tx, { id: answer.accommodationId, invitationId })
    if (row.answered_at !== null)
      throw new AppError('conflict', { message: 'A colleague has answered this request.' })
    if (answer.factor !== null)
      await setExtraTimeIn(scope, { invitationId, factor: answer.factor, by: answer.by, now })
    await writeAnswer(tx, { id: row.id, granted, words, by: answer.by, now })
    await recordFact(scope, {
      at: now,
      actor: `staff:${answer.by}`,
      name: 'accommodation-answered',
      subjectId: invitationId,
      detail: { accommodationId: row.id, granted },
    })
  })
}
