import { randomUUID } from 'node:crypto'
import type { Change, WorkspaceFile } from '#contracts/workspace.ts'
import { startAttempt } from '../../server/attempts/start-attempt.ts'
import type { Deps } from '../../server/deps.ts'
import { createInvitation } from '../../server/invitations/create-invitation.ts'
import { freezeAttempt } from '../../server/submissions/freeze-attempt.ts'
import { saveWorkspace } from '../../server/workspaces/save-workspace.ts'
import type { Exercise } from '../exercise/reading/read-exercise.ts'

export interface StoredSubmission {
  attemptId: string
  exerciseId: string
  /** Whose work stands in for a candidate's: `go-harbour-board solution`. */
  what: string
}

interface Work {
  exercise: Exercise
  what: string
  files: readonly WorkspaceFile[]
}

/** So many pieces of work, one exercise after the other, and of each its solution, its starter and every mutant in turn. */
export function chooseWork(exercises: readonly Exercise[], count: number): Work[] {
  const groups = exercises.map((exercise) => {
    const { solution, starter, mutants } = exercise
    const own = [{ name: 'solution', files: solution }, { name: 'starter', files: starter }, ...mutants]
    return own.map(({ name, files }) => ({ exercise, files, what: `${exercise.manifest.id} ${name}` }))
  })
  return Array.from({ length: count }, (_, index) => {
    const group = groups[index % groups.length] ?? []
    const turn = Math.floor(index / groups.length)
    return group.slice(turn % group.length, (turn % group.length) + 1)
  }).flat()
}

/** Submits work as candidates do: invited, started, saved, submitted. Each is queued to be graded at once. */
export async function storeSubmissions(deps: Deps, work: readonly Work[]): Promise<StoredSubmission[]> {
  const ids = [...new Set(work.map(({ exercise }) => exercise.manifest.id))]
  const position = await deps.db
    .insertInto('positions')
    .values({
      title: `Same verdicts ${randomUUID()}`,
      summary: 'For a proof',
      exercise_ids: ids,
      focus_attributes: JSON.stringify([]),
      created_at: await deps.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const stored: StoredSubmission[] = []
  for (const each of work) stored.push(await submit(deps, position.id, each))
  return stored
}

async function submit(deps: Deps, positionId: string, work: Work): Promise<StoredSubmission> {
  const now = await deps.clock.now()
  const exerciseId = work.exercise.manifest.id
  const { invitationId } = await createInvitation(deps, {
    positionId,
    exerciseId,
    candidateName: 'Somebody',
    candidateEmail: `${randomUUID()}@candidate.example`,
    otherNameIsMeant: false,
    appointment: null,
    scheduleByDate: null,
    expiresInDays: 1,
    extraTimeFactor: 1,
    now,
    by: null,
  })
  const { attemptId } = await startAttempt(deps, { invitationId, startEarly: false, zone: null, now })
  const changes = changesTo(work.exercise.starter, work.files)
  await saveWorkspace(deps, { attemptId, clientId: randomUUID(), seq: 1, changes, now })
  await freezeAttempt(deps, { attemptId, by: 'candidate', now })
  return { attemptId, exerciseId, what: work.what }
}

function changesTo(starter: readonly WorkspaceFile[], files: readonly WorkspaceFile[]): Change[] {
  const kept = new Set(files.map((file) => file.path))
  return [
    ...files.map((file) => ({ kind: 'write' as const, ...file })),
    ...starter.filter((file) => !kept.has(file.path)).map(({ path }) => ({ kind: 'delete' as const, path })),
  ]
}
