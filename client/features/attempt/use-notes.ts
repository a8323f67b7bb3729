import { useCallback, useEffect, useRef, useState } from 'react'
import type { Notes } from '#contracts/api/ending.ts'
import { callApi } from '../../lib/call-api.ts'
import type { EndingView } from './use-ending.ts'

export type NotesStatus =
  | { kind: 'untouched' | 'unsaved' | 'saving' | 'saved' }
  | { kind: 'failed'; error: unknown }

const pauseMs = 700
const retryMs = 3_000

/** The notes as they are typed, saved at each pause, one save at a time, and tried again while they are open. */
export function useNotes(attemptId: string, first: EndingView, isOpen: boolean) {
  const [notes, setNotes] = useState(first.notes)
  const [status, setStatus] = useState<NotesStatus>({
    kind: first.notesSavedAt === null ? 'untouched' : 'saved',
  })
  const newest = useRef(notes)
  const saved = useRef(first.notes)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const saving = useRef(false)

  const save = useCallback(async () => {
    clearTimeout(timer.current)
    const sent = newest.current
    if (saving.current || sent === saved.current) return
    saving.current = true
    setStatus({ kind: 'saving' })
    try {
      await callApi('saveNotes', { params: { attemptId }, body: sent })
      saved.current = sent
      setStatus({ kind: newest.current === sent ? 'saved' : 'unsaved' })
    } catch (error) {
      setStatus({ kind: 'failed', error })
      timer.current = setTimeout(() => void save(), retryMs)
    } finally {
      saving.current = false
    }
    if (newest.current !== sent) timer.current = setTimeout(() => void save(), pauseMs)
  }, [attemptId])

  const change = (key: keyof Notes, text: string) => {
    newest.current = { ...newest.current, [key]: text }
    setNotes(newest.current)
    setStatus({ kind: 'unsaved' })
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void save(), pauseMs)
  }

  // The last words are sent at the end, and whenever the page is left for another one.
  useEffect(() => {
    if (!isOpen) void save().then(() => clearTimeout(timer.current))
  }, [isOpen, save])
  useEffect(() => {
    const leave = () => void save()
    document.addEventListener('visibilitychange', leave)
    return () => {
      document.removeEventListener('visibilitychange', leave)
      void save().then(() => clearTimeout(timer.current))
    }
  }, [save])
  return { notes, status, change }
}
