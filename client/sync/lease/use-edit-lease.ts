import { useEffect, useSyncExternalStore } from 'react'
import { writingLease } from '#contracts/api/leases.ts'
import { useLiveSocket } from '../../lib/live-socket-context.ts'
import type { Writer, WriterState } from './edit-lease.ts'

/** Keeps the right to write while the page is there, and gives it up when it goes or when another page takes over. */
export function useWriter(attemptId: string, writer: Writer): WriterState {
  const socket = useLiveSocket()
  useEffect(() => {
    const renew = () => void writer.renew()
    const release = () => writer.release()
    const timer = setInterval(renew, writingLease.renewEveryMs)
    window.addEventListener('pagehide', release)
    window.addEventListener('pageshow', renew)
    window.addEventListener('focus', renew)
    const stop = socket.listen('attempt-writing', (event) => {
      if (event.attemptId === attemptId && event.tabId !== writer.tabId) writer.lose(event.token)
    })
    return () => {
      clearInterval(timer)
      window.removeEventListener('pagehide', release)
      window.removeEventListener('pageshow', renew)
      window.removeEventListener('focus', renew)
      stop()
      writer.release()
    }
  }, [attemptId, writer, socket])
  return useSyncExternalStore(writer.subscribe, writer.getState)
}
