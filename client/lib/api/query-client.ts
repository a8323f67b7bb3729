import { QueryClient } from '@tanstack/react-query'
import { isWorthRetrying } from './api-error.ts'

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => isWorthRetrying(error) && failures < 4,
        retryDelay: (attempt) => Math.min(8_000, 500 * 2 ** attempt),
        // The page says itself that it is offline; a paused query would only look like endless loading.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
