import { Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { ErrorPanel } from '../../ui/error-panel.tsx'

/** In the place of a list: that it loads, or why it does not come. */
export function NotThereYet({ query }: { query: UseQueryResult }) {
  if (query.data !== undefined) return null
  return query.isError ? (
    <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  ) : (
    <Skeleton h={160} role="status" aria-label="Loading" />
  )
}
