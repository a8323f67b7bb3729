import type { QueryClient } from '@tanstack/react-query'
import { createLiveSocket, type LiveSocket } from './live/live-socket.ts'
import { createQueryClient } from './api/query-client.ts'

/** What is made once a page load and handed down by the providers in `app.tsx`. */
export interface AppDeps {
  queryClient: QueryClient
  liveSocket: LiveSocket
}

export function createAppDeps(): AppDeps {
  return { queryClient: createQueryClient(), liveSocket: createLiveSocket() }
}
