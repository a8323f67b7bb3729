import { listAccommodations } from '../attempts/accommodations/store.ts'
import { findAttempt, type AttemptRow } from '../attempts/store.ts'
import type { Deps } from '../deps.ts'
import { getInvitationRow } from '../invitations/store.ts'
import { readNotes, readFeedback } from '../runs/ending/store.ts'
import { findRepository } from '../workspaces/git/git-store.ts'
import { listUnsaved } from '../workspaces/refusals/refusal-store.ts'
import { readHead } from '../workspaces/store.ts'
import { writeZip } from '../workspaces/zip/write-zip.ts'
import { readme } from './export-readme.ts'
import {
  findPracticeAttempt,
  listAudit,
  listBlobs,
  listMails,
  listRuns,
  listSessions,
  readAttemptRows,
  readPerson,
} from './store.ts'

interface Export {
  invitationId: string
  now: Date
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** Everything stored about a candidate and one invitation, as files that a person and a program can read. */
export async function exportInvitation(
  deps: Deps,
  { invitationId, now }: Export,
): Promise<{ fileName: string; zipBase64: string }> {
  const { db } = deps
  const row = await getInvitationRow(db, invitationId)
  const attempt = row.attempt_id === null ? null : await findAttempt(db, row.attempt_id)
  const files = new Map<string, string | Buffer>([
    ['README.txt', readme(now)],
    ['person.json', json(await readPerson(db, invitationId))],
    ['record.json', json(await listAudit(db, { invitationId, attemptId: attempt?.id ?? null }))],
    ['sessions.json', json(await listSessions(db, invitationId))],
  ])
  files.set('requests.json', json(await listAccommodations(db, invitationId)))
  files.set('mails.json', json(await listMails(db, invitationId)))
  if (attempt !== null)
    for (const [path, content] of await attemptFiles(deps, attempt)) files.set(path, content)
  const practiceId = await findPracticeAttempt(db, invitationId)
  const practice = practiceId === null ? null : await findAttempt(db, practiceId)
  if (practice !== null)
    for (const [path, content] of await attemptFiles(deps, practice)) files.set(`practice/${path}`, content)
  const zip = await writeZip(files, { folder: 'my-fairtime-data', at: now })
  return { fileName: 'my-fairtime-data.zip', zipBase64: zip.toString('base64') }
}

async function attemptFiles({ db }: Deps, attempt: AttemptRow): Promise<[string, string | Buffer][]> {
  const rows = await readAttemptRows(db, attempt.id)
  const head = await readHead(db, attempt)
  const { notes, savedAt } = await readNotes(db, attempt.id)
  const repository = await findRepository(db, attempt.id)
  const hashes = rows.revisions.flatMap((revision) => Object.values(revision.tree))
  return [
    ['attempt.json', json(rows.attempt)],
    ['saves.json', json(rows.revisions)],
    ['kept-apart.json', json(rows.branches)],
    ['late-saves.json', json(rows.lateWrites)],
    ['not-saved.json', json(await listUnsaved(db, attempt.id))],
    ['runs.json', json(await listRuns(db, attempt.id))],
    ['notes.json', json({ ...notes, savedAt })],
    ['feedback.json', json(await readFeedback(db, attempt.id))],
    ...(repository === null ? [] : gitFiles(repository)),
    ...[...head.files].map(([path, content]): [string, string] => [`files/${path}`, content]),
    ...(await listBlobs(db, hashes)).map((blob): [string, string] => [
      `contents/${blob.sha256}`,
      blob.content,
    ]),
  ]
}

/** A bundle is a repository in one file, which git itself can clone. */
function gitFiles({ head, pack }: { head: string; pack: Buffer }): [string, Buffer][] {
  const header = `# v2 git bundle\n${head} refs/heads/main\n${head} HEAD\n\n`
  return [['git.bundle', Buffer.concat([Buffer.from(header), pack])]]
}
