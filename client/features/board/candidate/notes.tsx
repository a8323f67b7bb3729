import { Button, Group, Skeleton, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { noteLimits, type Note } from '#contracts/api/board/notes.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { RelativeInstant } from '../../../ui/instant.tsx'
import { useDeleteNote, useEditNote, useNotes, useWriteNote } from './use-notes.ts'

/** What recruiters keep in mind about a candidate. */
export function Notes({ invitationId }: { invitationId: string }) {
  const notes = useNotes(invitationId)
  const write = useWriteNote(invitationId)
  return (
    <section aria-label="Notes">
      <Title order={2} size="h4">
        Notes
      </Title>
      <Text size="xs" c="dimmed" mb="xs">
        Recruiters and admins see these; reviewers never do. They are part of the candidate’s data: whoever
        asks for their data is given them.
      </Text>
      <Stack gap="sm">
        <NoteForm
          label="New note"
          button="Keep the note"
          busy={write.isPending}
          error={write.error}
          onSend={(words, done) => write.mutate(words, { onSuccess: done })}
        />
        {notes.isError && <ErrorPanel error={notes.error} onRetry={() => void notes.refetch()} />}
        {notes.isPending && <Skeleton h={60} role="status" aria-label="Loading notes" />}
        {(notes.data?.notes.length ?? 0) > 0 && (
          <Stack component="ul" gap={0} className="bare-list candidate-timeline">
            {notes.data?.notes.map((note) => (
              <li key={note.id}>
                <NoteLine invitationId={invitationId} note={note} />
              </li>
            ))}
          </Stack>
        )}
      </Stack>
    </section>
  )
}

interface NoteFormProps {
  label: string
  button: string
  begin?: string
  busy: boolean
  error: Error | null
  onSend: (words: string, done: () => void) => void
  onLeave?: () => void
}

/** What was typed stays until it is kept. */
function NoteForm(props: NoteFormProps) {
  const [words, setWords] = useState(props.begin ?? '')
  const send = (event: SyntheticEvent) => {
    event.preventDefault()
    props.onSend(words, () => setWords(''))
  }
  return (
    <form onSubmit={send}>
      <Stack gap="xs">
        <Textarea
          aria-label={props.label}
          placeholder={props.label}
          autosize
          minRows={2}
          maxRows={12}
          maxLength={noteLimits.length}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {props.error !== null && <ErrorPanel error={props.error} />}
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            type="submit"
            loading={props.busy}
            disabled={words.trim() === ''}
          >
            {props.button}
          </Button>
          {props.onLeave !== undefined && (
            <Button size="xs" variant="subtle" color="gray" onClick={props.onLeave}>
              Leave it
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

function NoteLine({ invitationId, note }: { invitationId: string; note: Note }) {
  const [editing, setEditing] = useState(false)
  const edit = useEditNote(invitationId, note.id)
  if (editing)
    return (
      <NoteForm
        label="The note"
        button="Keep the change"
        begin={note.words ?? ''}
        busy={edit.isPending}
        error={edit.error}
        onSend={(words) => edit.mutate(words, { onSuccess: () => setEditing(false) })}
        onLeave={() => setEditing(false)}
      />
    )
  return (
    <div>
      <Text size="sm" className="plain-text" {...(note.words === null ? { c: 'dimmed', fs: 'italic' } : {})}>
        {note.words ?? 'This note was deleted.'}
      </Text>
      <Text size="xs" c="dimmed">
        {note.by ?? 'Somebody who has left'}, <RelativeInstant at={note.writtenAt} />
        {note.deletedAt === null && note.editedAt !== null && (
          <>
            , changed <RelativeInstant at={note.editedAt} />
          </>
        )}
        {note.deletedAt !== null && (
          <>
            ; deleted by {note.deletedBy ?? 'somebody who has left'} <RelativeInstant at={note.deletedAt} />
          </>
        )}
      </Text>
      <Changes invitationId={invitationId} note={note} onEdit={() => setEditing(true)} />
    </div>
  )
}

function Changes(props: { invitationId: string; note: Note; onEdit: () => void }) {
  const { note } = props
  const remove = useDeleteNote(props.invitationId, note.id)
  if (!note.canEdit && !note.canDelete) return null
  return (
    <Group gap="xs">
      {note.canEdit && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={props.onEdit}>
          Change
        </Button>
      )}
      {note.canDelete && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          loading={remove.isPending}
          onClick={() => remove.mutate(undefined)}
        >
          Delete
        </Button>
      )}
      {remove.error !== null && <ErrorPanel error={remove.error} />}
    </Group>
  )
}
