import { Anchor, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import type { BulkAction } from '#contracts/api/board/bulk-actions.ts'
import { paths } from '../../../lib/paths.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { RelativeInstant } from '../../../ui/instant.tsx'
import { useBulkActions } from './api.ts'
import { bulkWords, invitationsOf, resultWords } from './describe-bulk.ts'

/** What was done to many at once, so that a result can be gone back to. */
export function BulkListPage() {
  const list = useBulkActions()
  const actions = list.data?.bulkActions ?? []
  return (
    <Stack gap="lg">
      <title>Many at once · Fairtime</title>
      <div>
        <Anchor component={Link} to={paths.board()} size="sm">
          To the board
        </Anchor>
        <Title order={1} size="h2">
          Many at once
        </Title>
        <Text c="dimmed">What was done to several invitations together, and what became of it.</Text>
      </div>
      {list.isError && <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton h={200} role="status" aria-label="Loading" />}
      {list.data !== undefined && actions.length === 0 && (
        <EmptyState title="Nothing yet">
          Choose rows on the board to extend, remind, send again or withdraw several at once.
        </EmptyState>
      )}
      {actions.length > 0 && <ActionTable actions={actions} />}
    </Stack>
  )
}

function ActionTable({ actions }: { actions: readonly BulkAction[] }) {
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">By</th>
          <th scope="col">When</th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        {actions.map((action) => (
          <tr key={action.id}>
            <td className="card-title">
              <Link to={paths.bulkAction(action.id)} className="candidate-name">
                {bulkWords[action.kind].title}, {invitationsOf(action.total)}
              </Link>
            </td>
            <td data-label="By">{action.by ?? 'Somebody who has left'}</td>
            <td data-label="When">
              <RelativeInstant at={action.createdAt} />
            </td>
            <td data-label="Result">{resultWords(action)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
