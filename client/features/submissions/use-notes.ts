import { useEffect, useState, useSyncExternalStore } from 'react'
import { callApi } from '../../lib/api/call-api.ts'
import { NotesSaver } from './notes-saver.ts'
import type { SubmissionView } from './api.ts'

/** The notes as they are typed. The last words are sent when notes close, and whenever the page is left. */
export function useNotes(attemptId: string, first: SubmissionView, isOpen: boolean) {
  const [saver] = useState(
    () =>
      new NotesSaver({
        notes: first.notes,
        isSaved: first.notesSavedAt !== null,
        send: (notes) => callApi('saveNotes', { params: { attemptId }, body: notes }),
      }),
  )
  const state = useSyncExternalStore(saver.subscribe, saver.getState)
  useEffect(() => {
    if (!isOpen) saver.close()
  }, [isOpen, saver])
  useEffect(() => {
    const leave = () => saver.flush()
    document.addEventListener('visibilitychange', leave)
    return () => {
      document.removeEventListener('visibilitychange', leave)
      saver.flush()
    }
  }, [saver])
  return { ...state, saver }
}
