import { createContext, useContext } from 'react'
import type { LiveSocket } from './live-socket.ts'

export const LiveSocketContext = createContext<LiveSocket | null>(null)

export function useLiveSocket(): LiveSocket {
  const socket = useContext(LiveSocketContext)
  if (socket === null) throw new Error('useLiveSocket needs the provider of app.tsx')
  return socket
}
