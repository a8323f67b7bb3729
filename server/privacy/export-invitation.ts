import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { listAccommodations } from '../attempts/accommodations/store.ts'
import { findAttemptOf, getAttempt, type AttemptRow } from '../attempts/store.ts'
import type { Deps } from '../deps.ts'
import { getInvitationRow } from '../invitations/store.ts'
import { readFeedback } from '../submissions/feedback/store.ts'
import { readNotes } from '../submissions/store.ts'
import { findHead, findRepository } from '../workspaces/git/store.ts'
import { listUnsaved } from '../workspaces/refusals/store.ts'
import { readHead } from '../workspaces/store.ts'
import { readme } from './export-readme.ts'
import {
  listHashes,
  pagesOfConflictCopies,
  pagesOfLateWrites,
  pagesOfRevisions,
  pagesOfRuns,
  readContent,
} from './export-store.ts'
import {
  listAudit,
  listMails,
  listPracticeAttempts,
  listRecruiterNotes,
  listSessions,
  listTold,
  readAttemptRow,
  readPerson,
} from './store.ts'

interface Export {
  invitationId: string
  now: Date
}

type Content = AsyncIterable<string | Buffer>
/** One file of the archive. It is opened when its turn comes, so that only one is held at a time. */
type Entry = [path: string, open: () => Content]

const folder = 'my-fairtime-data'
const fileName = `${folder}.zip`

/** The answer to a request for it, as text in pieces. */
export async function* exportAnswer(deps: Deps, wanted: Export): AsyncGenerator<string> {
  yield `{"fileName":${JSON.stringify(fileName)},"zipBase64":"`
  yield* asBase64(exportInvitation(deps, wanted))
  yield '"}'
}

/** Everything stored about a candidate and one invitation, as files that a person and a program can read. */
async function* exportInvitation({ db }: Deps, { invitationId, now }: Export): AsyncGenerator<Buffer> {
  await getInvitationRow(db, invitationId)
  const attempt = await findAttemptOf(db, invitationId)
  const practiceIds = await listPracticeAttempts(db, invitationId)
  const entries: Entry[] = [
    ['README.txt', () => text(() => Promise.resolve(readme(now)))],
    ['person.json', () => json(() => readPerson(db, invitationId))],
    ['record.json', () => json(() => listAudit(db, { invitationId, attemptId: attempt?.id ?? null }))],
    ['sessions.json', () => json(() => listSessions(db, invitationId))],
    ['requests.json', () => json(() => listAccommodations(db, invitationId))],
    ['recruiter-notes.json', () => json(() => listRecruiterNotes(db, invitationId))],
    ['mails.json', () => json(() => listMails(db, invitationId))],
    ['programs.json', () => json(() => listTold(db, invitationId))],
    ...(attempt === null ? [] : await attemptEntries(db, attempt)),
    ...(await practiceEntries(db, practiceIds)),
  ]
  yield* zipOf(entries, now)
}

/** A second practice, in another language, stands beside the first. */
async function practiceEntries(db: Deps['db'], ids: readonly string[]): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const [at, id] of ids.entries()) {
    const folderName = at === 0 ? 'practice' : `practice-${at + 1}`
    for (const [path, open] of await attemptEntries(db, await getAttempt(db, id)))
      entries.push([`${folderName}/${path}`, open])
  }
  return entries
}

async function attemptEntries(db: Deps['db'], attempt: AttemptRow): Promise<Entry[]> {
  const { id } = attempt
  const head = await readHead(db, attempt)
  const hasCommits = (await findHead(db, id)) !== null
  return [
    ['attempt.json', () => json(() => readAttemptRow(db, id))],
    ['saves.json', () => jsonList(pagesOfRevisions(db, id))],
    ['kept-apart.json', () => jsonList(pagesOfConflictCopies(db, id))],
    ['late-saves.json', () => jsonList(pagesOfLateWrites(db, id))],
    ['not-saved.json', () => json(() => listUnsaved(db, id))],
    ['runs.json', () => jsonList(pagesOfRuns(db, id))],
    ['notes.json', () => json(() => flatNotes(db, id))],
    ['feedback.json', () => json(() => readFeedback(db, id))],
    ...(hasCommits ? [['git.bundle', () => bundle(db, id)] satisfies Entry] : []),
    ...[...head.files].map(([path, content]): Entry => [`files/${path}`, () => Readable.from([content])]),
    ...(await listHashes(db, id)).map((hash): Entry => [
      `contents/${hash}`,
      () => text(() => readContent(db, hash)),
    ]),
  ]
}

async function flatNotes(db: Deps['db'], attemptId: string) {
  const { notes, savedAt } = await readNotes(db, attemptId)
  return { ...notes, savedAt }
}

/** A bundle is a repository in one file, which git itself can clone. */
async function* bundle(db: Deps['db'], attemptId: string): Content {
  const repository = await findRepository(db, attemptId)
  if (repository === null) return
  const { head, pack } = repository
  yield `# v2 git bundle\n${head} refs/heads/main\n${head} HEAD\n\n`
  yield pack
}

async function* text(read: () => Promise<string>): Content {
  yield await read()
}

async function* json(read: () => Promise<unknown>): Content {
  yield `${JSON.stringify(await read(), null, 2)}\n`
}

async function* jsonList(pages: AsyncIterable<readonly unknown[]>): Content {
  let before = '[\n'
  for await (const page of pages) {
    for (const row of page) {
      yield `${before}${JSON.stringify(row, null, 2)}`
      before = ',\n'
    }
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

async function* zipOf(entries: readonly Entry[], at: Date): AsyncGenerator<Buffer> {
  const zip = new ZipFile()
  const { outputStream } = zip
  zip.on('error', (error: Error) => outputStream.emit('error', error))
  for (const [path, open] of entries) {
    // Quick rather than small: others need the processor, too.
    const options = { mtime: at, mode: 0o100644, compressionLevel: 1 }
    zip.addReadStreamLazy(`${folder}/${path}`, options, (give) =>
      give(null, Readable.from(open(), { objectMode: false })),
    )
  }
  zip.end()
  for await (const chunk of outputStream) if (Buffer.isBuffer(chunk)) yield chunk
}

async function* asBase64(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk])
    const whole = bytes.length - (bytes.length % 3)
    rest = bytes.subarray(whole)
    if (whole > 0) yield bytes.toString('base64', 0, whole)
  }
  yield rest.toString('base64')
}
