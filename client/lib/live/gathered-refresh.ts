import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { gathered, usualPauseMs, type Gathered } from './gathered.ts'

/** Asks anew for what these keys stand for when it is announced to have changed: once a second at most, each load to its end. */
export function gatheredRefresh(
  queryClient: QueryClient,
  keys: readonly QueryKey[],
  pauseMs = usualPauseMs,
): Gathered {
  // A load that was under way when the news came may hold the state before it: it is waited for, and then asked again.
  const refresh = async (queryKey: QueryKey) => {
    const isUnderWay = queryClient.isFetching({ queryKey }) > 0
    await queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false })
    if (isUnderWay) await queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false })
  }
  return gathered(() => Promise.all(keys.map(refresh)), pauseMs)
}
