import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { BoardFilter, BoardRow } from '#contracts/api/board/board.ts'
import type { BulkKind, BulkRequest } from '#contracts/api/board/bulk-actions.ts'
import { paths } from '../../../lib/paths.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useDryRun, useMatchingIds } from './api.ts'
import { ExtendDialog } from './extend-dialog.tsx'
import type { Selection } from './use-selection.ts'

interface BulkBarProps {
  selection: Selection
  filter: BoardFilter
  rows: readonly BoardRow[]
  total: number
}

const figure = (count: number) => count.toLocaleString('en')

/** What can be done to the chosen ones. Each leads to a dry run first. */
export function BulkBar(props: BulkBarProps) {
  const { ids } = props.selection
  const dryRun = useDryRun()
  const navigate = useNavigate()
  const [extending, setExtending] = useState(false)
  const begin = (action: BulkRequest) =>
    dryRun.mutate({ action, ids: [...ids] }, { onSuccess: ({ id }) => void navigate(paths.bulkAction(id)) })
  return (
    <section className="bulk-bar" aria-label="What is chosen">
      <Choice {...props} />
      <Actions
        busy={dryRun.isPending ? dryRun.variables.action.kind : null}
        onBegin={begin}
        onExtend={() => setExtending(true)}
      />
      {dryRun.error !== null && !extending && <ErrorPanel error={dryRun.error} />}
      {extending && (
        <ExtendDialog
          count={ids.size}
          busy={dryRun.isPending}
          error={dryRun.error}
          onDay={(takeByDate) => begin({ kind: 'extend', takeByDate })}
          onClose={() => {
            setExtending(false)
            dryRun.reset()
          }}
        />
      )}
    </section>
  )
}

const actions = [
  { kind: 'remind', label: 'Remind' },
  { kind: 'resend', label: 'Send the mail again' },
  { kind: 'revoke', label: 'Withdraw' },
] as const

function Actions(props: {
  busy: BulkKind | null
  onBegin: (action: BulkRequest) => void
  onExtend: () => void
}) {
  const { busy, onBegin, onExtend } = props
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" disabled={busy !== null} onClick={onExtend}>
        Extend
      </Button>
      {actions.map(({ kind, label }) => (
        <Button
          key={kind}
          size="xs"
          variant="default"
          loading={busy === kind}
          disabled={busy !== null}
          onClick={() => onBegin({ kind })}
        >
          {label}
        </Button>
      ))}
    </Group>
  )
}

/** How many, and the ways to choose more or none. */
function Choice({ selection, filter, rows, total }: BulkBarProps) {
  const matching = useMatchingIds()
  const onPage = rows.map(({ id }) => id)
  const here = onPage.filter((id) => selection.ids.has(id)).length
  const elsewhere = selection.ids.size - here
  return (
    <Group gap="xs">
      <Text size="sm" fw={600} role="status" className="figures">
        {figure(selection.ids.size)} chosen
        {elsewhere > 0 && `, ${figure(elsewhere)} of them not on this page`}
      </Text>
      {here < onPage.length && (
        <Button size="compact-xs" variant="subtle" onClick={() => selection.choose(onPage, true)}>
          All on this page
        </Button>
      )}
      {total > onPage.length && (
        <Button
          size="compact-xs"
          variant="subtle"
          loading={matching.isPending}
          onClick={() => matching.mutate(filter, { onSuccess: ({ ids }) => selection.choose(ids, true) })}
        >
          All {figure(total)} that match
        </Button>
      )}
      <Button size="compact-xs" variant="subtle" color="gray" onClick={selection.clear}>
        None
      </Button>
      {matching.error !== null && <ErrorPanel error={matching.error} />}
    </Group>
  )
}
