import { useEffect, useSyncExternalStore } from 'react'
import { editLease } from '#contracts/api/workspaces/leases.ts'
import { useLiveSocket } from '../../lib/live/live-socket-context.ts'
import type { EditLease, LeaseState } from './edit-lease.ts'

/** Keeps the right to write while the page is there, and gives it up when it goes or when another page takes over. */
export function useEditLease(attemptId: string, lease: EditLease): LeaseState {
  const socket = useLiveSocket()
  useEffect(() => {
    const renew = () => void lease.renew()
    const release = () => lease.release()
    const timer = setInterval(renew, editLease.renewEveryMs)
    window.addEventListener('pagehide', release)
    window.addEventListener('pageshow', renew)
    window.addEventListener('focus', renew)
    const stop = socket.listen('lease-taken', (event) => {
      if (event.attemptId === attemptId && event.tabId !== lease.tabId) lease.lose(event.token)
    })
    return () => {
      clearInterval(timer)
      window.removeEventListener('pagehide', release)
      window.removeEventListener('pageshow', renew)
      window.removeEventListener('focus', renew)
      stop()
      lease.release()
    }
  }, [attemptId, lease, socket])
  return useSyncExternalStore(lease.subscribe, lease.getState)
}
