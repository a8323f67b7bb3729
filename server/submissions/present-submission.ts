import type { ResultOf } from '#contracts/route.ts'
import type { AnswerState } from '#contracts/api/promises/answers.ts'
import type { submissionsApi, SignedReceipt } from '#contracts/api/submissions.ts'
import { notesEnd } from '#contracts/clock.ts'
import type { AttemptRow } from '../attempts/store.ts'
import type { Reader } from '../db/connect.ts'
import type { Deps } from '../deps.ts'
import { getManifest } from '../exercises/store.ts'
import { presentInstant } from '../invitations/present-invitation.ts'
import { getInvitationRow } from '../invitations/store.ts'
import { readRevision, readStarter } from '../workspaces/store.ts'
import { getReceipt } from './receipt/receipt.ts'
import { isGraded } from '../runs/store.ts'
import { presentAnswer } from './promise/present-answer.ts'
import { findIdentity } from './find-identity.ts'
import { deletionDate } from './deletion-date.ts'
import { getReceiptKey } from './receipt/receipt-key.ts'
import { receiptText } from './receipt/receipt-text.ts'
import { readFeedback } from './feedback/store.ts'
import { countLateCode, frozenAtOf, getSubmission, readNotes } from './store.ts'

/** Throws `not_found` before the attempt is submitted. */
export async function getSignedReceipt(db: Reader, attempt: AttemptRow): Promise<SignedReceipt> {
  const receipt = await getReceipt(db, attempt)
  const key = await getReceiptKey(db)
  const text = receiptText(receipt)
  return {
    ...receipt,
    signed: { text, signatureBase64: key.sign(text), publicKeyPem: key.publicKeyPem },
  }
}

/** What a candidate sees once the code is frozen. */
export async function presentSubmission(
  deps: Deps,
  attempt: AttemptRow,
  now: Date,
): Promise<ResultOf<typeof submissionsApi.getSubmissionPage>> {
  const { db, config } = deps
  const receipt = await getSignedReceipt(db, attempt)
  const until = notesEnd(frozenAtOf(await getSubmission(db, attempt.id)))
  const invitation = await getInvitationRow(db, attempt.invitation_id)
  const { notes, savedAt } = await readNotes(db, attempt.id)
  const answer = await presentAnswer(db, attempt.id, now)
  const facts = { submittedAt: attempt.submitted_at, expiresAt: invitation.expires_at }
  return {
    invitationId: invitation.id,
    exerciseTitle: invitation.exercise_titles.join(),
    positionTitle: invitation.position_title,
    receipt,
    answer,
    answerDue: dueInZone(answer, attempt.zone),
    notes,
    notesSavedAt: savedAt?.toISOString() ?? null,
    notesUntil: until.toISOString(),
    notesRemainingMs: Math.max(0, until.getTime() - now.getTime()),
    feedback: await readFeedback(db, attempt.id),
    graded: await isGraded(db, attempt.id),
    lateWrites: await countLateCode(db, attempt.id),
    deletedAt: deletionDate(facts, config.retentionDays).toISOString(),
  }
}

function dueInZone({ promises: [current] }: AnswerState, zone: string | null) {
  if (current === undefined || zone === null) return null
  return presentInstant({ at: new Date(current.dueAt), zone })
}

const asFiles = (files: ReadonlyMap<string, string>) =>
  [...files].map(([path, content]) => ({ path, content }))

/** The review page's content as far as it comes from the candidate. */
export async function presentPreview(
  db: Reader,
  attempt: AttemptRow,
): Promise<ResultOf<typeof submissionsApi.getPreview>> {
  const submission = await getSubmission(db, attempt.id)
  const invitation = await getInvitationRow(db, attempt.invitation_id)
  const manifest = await getManifest(db, attempt.exercise_version_id)
  const { notes } = await readNotes(db, attempt.id)
  const files = asFiles(await readRevision(db, attempt, submission.revision))
  const starterFiles = asFiles(await readStarter(db, attempt))
  const own = files.filter((file) => !starterFiles.some((each) => each.content === file.content))
  return {
    alias: submission.alias,
    exerciseTitle: manifest.title,
    files,
    starterFiles,
    notes,
    criteria: manifest.criteria,
    rubric: manifest.rubric,
    checkCount: manifest.checks.length,
    identifying: findIdentity(
      [
        ...own.map(({ path, content }) => ({ where: path, text: content })),
        { where: 'notes', text: Object.values(notes).join('\n') },
      ],
      { name: invitation.candidate_name, email: invitation.candidate_email },
    ),
  }
}
