import type { Reader, Tx } from '../../db/connect.ts'

/** Newest first, with the names of who wrote and deleted. */
export async function listNotes(db: Reader, invitationId: string) {
  return db
    .selectFrom('invitation_notes')
    .leftJoin('staff as writer', 'writer.id', 'invitation_notes.written_by')
    .leftJoin('staff as deleter', 'deleter.id', 'invitation_notes.deleted_by')
    .selectAll('invitation_notes')
    .select(['writer.name as writer_name', 'deleter.name as deleter_name'])
    .where('invitation_id', '=', invitationId)
    .orderBy('written_at', 'desc')
    .orderBy('invitation_notes.id')
    .execute()
}

interface NewNote {
  invitationId: string
  words: string
  by: string
  now: Date
}

export async function insertNote(tx: Tx, note: NewNote): Promise<string> {
  const { id } = await tx
    .insertInto('invitation_notes')
    .values({
      invitation_id: note.invitationId,
      words: note.words,
      written_by: note.by,
      written_at: note.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function lockNote(tx: Tx, of: { invitationId: string; noteId: string }) {
  const row = await tx
    .selectFrom('invitation_notes')
    .selectAll()
    .where('id', '=', of.noteId)
    .where('invitation_id', '=', of.invitationId)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

export async function writeEdited(tx: Tx, noteId: string, edit: { words: string; now: Date }): Promise<void> {
  await tx
    .updateTable('invitation_notes')
    .set({ words: edit.words, edited_at: edit.now })
    .where('id', '=', noteId)
    .execute()
}

export async function writeDeleted(tx: Tx, noteId: string, { by, now }: { by: string; now: Date }) {
  await tx
    .updateTable('invitation_notes')
    .set({ words: null, deleted_at: now, deleted_by: by })
    .where('id', '=', noteId)
    .execute()
}
