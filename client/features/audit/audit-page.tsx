import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { auditLimits } from '#contracts/api/board/audit.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useAudit, useExportAudit } from './api.ts'
import { AuditFilter } from './audit-filter.tsx'
import { AuditTable } from './audit-table.tsx'
import { useAuditFilter } from './use-audit-filter.ts'
import './audit.css'

/** Who did and saw what, for admins. */
export function AuditPage() {
  const filter = useAuditFilter()
  const file = useExportAudit()
  return (
    <Stack gap="lg">
      <title>Audit · Fairtime</title>
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1} size="h2">
            Audit
          </Title>
          <Text c="dimmed">
            Who did and looked at what. Nothing here can be changed; <code>fairtime doctor</code> checks that
            nothing was.
          </Text>
        </div>
        <Button
          variant="default"
          leftSection={<IconDownload size={17} />}
          loading={file.isPending}
          onClick={() => file.mutate(filter.place)}
        >
          Download as CSV
        </Button>
      </Group>
      {file.isError && <ErrorPanel error={file.error} />}
      {file.data?.isCut === true && (
        <Text size="sm" role="status">
          The file holds the newest {auditLimits.exportedRows.toLocaleString('en')} entries. Narrow the dates
          for those before.
        </Text>
      )}
      <AuditFilter place={filter.place} onNarrow={filter.narrow} onClear={filter.clear} />
      <Entries filter={filter} />
    </Stack>
  )
}

function Entries({ filter }: { filter: ReturnType<typeof useAuditFilter> }) {
  const audit = useAudit(filter.place, filter.before)
  if (audit.data === undefined) {
    return audit.isError ? (
      <ErrorPanel error={audit.error} onRetry={() => void audit.refetch()} />
    ) : (
      <Skeleton h={400} role="status" aria-label="Loading" />
    )
  }
  const { entries, next } = audit.data
  if (entries.length === 0) {
    return (
      <EmptyState title="Nothing of the kind">
        Nothing that matches was done or looked at. Narrow less.
      </EmptyState>
    )
  }
  return (
    <>
      <AuditTable entries={entries} onAbout={(subject) => filter.narrow({ subject })} />
      <Group component="nav" aria-label="Pages" justify="flex-end" gap="sm">
        {filter.before !== null && (
          <Button variant="default" size="xs" onClick={() => filter.narrow({})}>
            Newest
          </Button>
        )}
        <Button
          variant="default"
          size="xs"
          disabled={next === null}
          onClick={() => {
            if (next !== null) filter.turnTo(next)
          }}
        >
          Older
        </Button>
      </Group>
    </>
  )
}
