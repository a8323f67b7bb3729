import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import { closedBecause, startFactsOf, startPermission } from '../start-permission.ts'
import { getInvitationRow, lockInvitation } from '../store.ts'
import { listOptions, writeChoice } from './option-store.ts'

interface Choice {
  invitationId: string
  exerciseId: string
  now: Date
}

/**
 * Notes which exercise the candidate takes, under the lock that a start takes too: it may be changed until then, and not after. The
 * same choice again is nothing new.
 */
export async function chooseExercise(deps: Deps, { invitationId, exerciseId, now }: Choice): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    await lockInvitation(tx, invitationId)
    const row = await getInvitationRow(tx, invitationId)
    const options = await listOptions(tx, invitationId)
    const chosen = options.find((option) => option.exerciseId === exerciseId)
    if (chosen !== undefined && chosen.versionId === row.exercise_version_id) return
    if (row.started_at !== null) throw new AppError('exercise_held')
    const closed = closedBecause(startPermission(startFactsOf(row), now))
    if (closed !== null && closed !== 'schedule_by_passed') throw new AppError(closed)
    if (row.exercise_by !== 'candidate') throw new AppError('exercise_fixed')
    if (chosen === undefined)
      throw fieldError('body.exerciseId', 'this is none of the exercises that you may choose')
    await writeChoice(tx, invitationId, chosen.versionId)
    const before = options.find(({ versionId }) => versionId === row.exercise_version_id)
    await recordFact(
      { deps, tx, afterCommit },
      {
        at: now,
        actor: `candidate:${invitationId}`,
        name: 'exercise-chosen',
        subjectId: invitationId,
        detail: { before: before?.exerciseId ?? null, after: exerciseId },
      },
    )
  })
}
