import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import type { BulkAction, BulkItem } from '#contracts/api/board/bulk-actions.ts'
import { paths } from '../../../lib/paths.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { RowBoundary } from '../../../ui/row-boundary.tsx'
import { useBulkItems } from './api.ts'
import { bulkWords } from './describe-bulk.ts'

type Only = 'problem' | 'failed' | 'done'

const choices = [
  { value: '', label: 'All of them' },
  { value: 'failed', label: 'What is not done' },
  { value: 'done', label: 'What is done' },
]
const onlyOf = (value: string): Only | undefined =>
  value === 'failed' || value === 'done' ? value : undefined

/** Each invitation with its own reason. */
export function BulkItems({ action }: { action: BulkAction }) {
  const [only, setOnly] = useState<Only | undefined>()
  const [starts, setStarts] = useState<number[]>([0])
  const items = useBulkItems(action.id, { after: starts.at(-1) ?? 0, only })
  const last = items.data?.items.at(-1)?.rowNumber
  return (
    <Stack gap="sm">
      <NativeSelect
        aria-label="Which are shown"
        data={choices}
        value={only ?? ''}
        maw={220}
        onChange={(event) => {
          setOnly(onlyOf(event.currentTarget.value))
          setStarts([0])
        }}
      />
      {items.isError && <ErrorPanel error={items.error} onRetry={() => void items.refetch()} />}
      <ItemTable action={action} items={items.data?.items ?? []} />
      <Turning starts={starts} next={items.data?.more === true ? last : undefined} onTurn={setStarts} />
    </Stack>
  )
}

function Turning(props: {
  starts: readonly number[]
  next: number | undefined
  onTurn: (starts: number[]) => void
}) {
  const { starts, next, onTurn } = props
  return (
    <Group>
      {starts.length > 1 && (
        <Button size="xs" variant="default" onClick={() => onTurn(starts.slice(0, -1))}>
          The hundred before
        </Button>
      )}
      {next !== undefined && (
        <Button size="xs" variant="default" onClick={() => onTurn([...starts, next])}>
          The next hundred
        </Button>
      )}
    </Group>
  )
}

function ItemTable({ action, items }: { action: BulkAction; items: readonly BulkItem[] }) {
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th scope="col">Candidate</th>
          <th scope="col">Position</th>
          <th scope="col">What becomes of it</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <RowBoundary key={item.rowNumber} title={item.candidateName} columns={3}>
            <tr>
              <td className="card-title">
                <Link to={paths.candidate(item.invitationId)} className="candidate-name">
                  {item.candidateName}
                </Link>
                <Text size="xs" c="dimmed">
                  {item.candidateEmail}
                </Text>
              </td>
              <td data-label="Position">{item.positionTitle}</td>
              <td data-label="Becomes">
                <Outcome action={action} item={item} />
              </td>
            </tr>
          </RowBoundary>
        ))}
      </tbody>
    </table>
  )
}

function Outcome({ action, item }: { action: BulkAction; item: BulkItem }) {
  const isProblem = item.problem !== null || item.outcome === 'failed'
  return (
    <div>
      <Text size="sm" fw={isProblem ? 600 : 400} c={isProblem ? 'var(--warn)' : undefined}>
        {isProblem ? 'Stays as it is' : becomes(action, item)}
      </Text>
      <Text size="xs" c="dimmed">
        {reasonOf(item)}
      </Text>
    </div>
  )
}

function becomes({ kind, state }: BulkAction, { outcome }: BulkItem): string {
  const { done } = bulkWords[kind]
  if (outcome === 'done') return done.charAt(0).toUpperCase() + done.slice(1)
  return state === 'undone' ? 'Taken back' : `Will be ${done}`
}

function reasonOf({ problem, note, outcome, outcomeReason }: BulkItem): string {
  if (problem !== null) return `${problem.reason} ${problem.detail ?? ''}`
  return outcomeReason ?? (outcome === null ? (note ?? '') : '')
}
