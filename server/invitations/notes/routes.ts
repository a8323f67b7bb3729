import type { Note, notesApi } from '#contracts/api/board/notes.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Tx } from '../../db/connect.ts'
import type { Deps, UnitOfWork } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import type { Handlers } from '../../http/call.ts'
import { lockInvitation } from '../store.ts'
import { insertNote, listNotes, lockNote, writeDeleted, writeEdited } from './store.ts'

interface Person {
  id: string
  roles: readonly string[]
}

interface Change {
  invitationId: string
  who: Person
  now: Date
}

type NoteFact = 'note-written' | 'note-edited' | 'note-deleted'

export function noteRoutes(deps: Deps): Handlers<typeof notesApi> {
  const present = async (invitationId: string, who: Person) => ({
    notes: (await listNotes(deps.db, invitationId)).map((row) => presentNote(row, who)),
  })
  /** `work` answers the id of the note and what happened to it; null for nothing. */
  const change = async (
    { invitationId, who, now }: Change,
    work: (tx: Tx) => Promise<{ noteId: string; name: NoteFact } | null>,
  ) => {
    await inTransaction(deps.db, async (tx, afterCommit) => {
      await lockInvitation(tx, invitationId)
      const done = await work(tx)
      if (done !== null) await tell({ deps, tx, afterCommit }, { ...done, invitationId, who, now })
    })
    return present(invitationId, who)
  }
  return {
    async listCandidateNotes({ params, who }) {
      return present(params.invitationId, who)
    },
    async writeCandidateNote({ params, body, who, receivedAt: now }) {
      const { invitationId } = params
      return change({ invitationId, who, now }, async (tx) => {
        const noteId = await insertNote(tx, { invitationId, words: body.words, by: who.id, now })
        return { noteId, name: 'note-written' }
      })
    },
    async editCandidateNote({ params, body, who, receivedAt: now }) {
      return change({ invitationId: params.invitationId, who, now }, async (tx) => {
        const note = await lockNote(tx, params)
        if (note === null) throw new AppError('not_found')
        if (note.written_by !== who.id || note.deleted_at !== null) throw notTheirs()
        if (note.words === body.words) return null
        await writeEdited(tx, note.id, { words: body.words, now })
        return { noteId: note.id, name: 'note-edited' }
      })
    },
    async deleteCandidateNote({ params, who, receivedAt: now }) {
      return change({ invitationId: params.invitationId, who, now }, async (tx) => {
        const note = await lockNote(tx, params)
        if (note === null) throw new AppError('not_found')
        if (note.deleted_at !== null) return null
        if (note.written_by !== who.id && !who.roles.includes('admin')) throw notTheirs()
        await writeDeleted(tx, note.id, { by: who.id, now })
        return { noteId: note.id, name: 'note-deleted' }
      })
    },
  }
}

const notTheirs = () =>
  new AppError('conflict', {
    message: 'This note cannot be changed: it is a colleague’s, or it was deleted.',
    next: 'Write one of your own.',
  })

async function tell(
  scope: UnitOfWork,
  { noteId, name, invitationId, who, now }: Change & { noteId: string; name: NoteFact },
): Promise<void> {
  const fact = { at: now, actor: `staff:${who.id}`, subjectId: invitationId, detail: { noteId } }
  await recordFact(scope, { ...fact, name })
}

function presentNote(row: Awaited<ReturnType<typeof listNotes>>[number], who: Person): Note {
  const isThere = row.deleted_at === null
  const isOwn = row.written_by === who.id
  return {
    id: row.id,
    by: row.writer_name,
    writtenAt: row.written_at.toISOString(),
    words: row.words,
    editedAt: row.edited_at?.toISOString() ?? null,
    deletedAt: row.deleted_at?.toISOString() ?? null,
    deletedBy: row.deleter_name,
    canEdit: isThere && isOwn,
    canDelete: isThere && (isOwn || who.roles.includes('admin')),
  }
}
