import type { Tx } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { findCurrentVersion, getManifest, practiceIdOf } from '../../exercises/store.ts'
import { AppError } from '../../http/app-error.ts'
import { findExerciseVersionId, findPractice, insertPractice } from '../../invitations/practice-store.ts'
import { closedBecause, startFactsOf, startPermission } from '../../invitations/start-permission.ts'
import { lockForStart, markStarted } from '../../invitations/store.ts'
import { openPracticeAttempt } from './store.ts'

/** Longer than anybody practises; coming back begins it anew. */
const practiceDurationMs = 7 * 24 * 3_600_000

interface Practise {
  invitationId: string
  now: Date
}

/** Opens the practice that belongs to an invitation, making it the first time. It is there until the exercise starts. */
export async function startPractice(deps: Deps, practise: Practise): Promise<{ attemptId: string }> {
  return inTransaction(deps.db, async (tx) => {
    const row = await lockForStart(tx, practise.invitationId)
    if (row.started_at !== null) throw new AppError('already_started')
    const closed = closedBecause(startPermission(startFactsOf(row), practise.now))
    // Whoever has still to pick a time may try things out meanwhile.
    if (closed !== null && closed !== 'schedule_by_passed') throw new AppError(closed)
    const practiceId = await findOrMakePractice(tx, practise)
    await markStarted(tx, practiceId, practise.now)
    const attempt = { practiceId, durationMs: practiceDurationMs, now: practise.now }
    return { attemptId: await openPracticeAttempt(tx, attempt) }
  })
}

/** In the language of the exercise: whoever chooses another one finds what they left when they come back to the first. */
async function findOrMakePractice(tx: Tx, { invitationId, now }: Practise): Promise<string> {
  const versionId = await findExerciseVersionId(tx, invitationId)
  if (versionId === null) throw new AppError('exercise_unchosen')
  const { language } = await getManifest(tx, versionId)
  const exerciseId = practiceIdOf(language)
  const known = await findPractice(tx, { invitationId, exerciseId })
  if (known !== null) return known
  const version = await findCurrentVersion(tx, exerciseId)
  if (version === null) throw new Error(`There is no practice for ${language}`)
  return insertPractice(tx, { invitationId, exerciseVersionId: version.id, now })
}
