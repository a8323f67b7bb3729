import { Button, Group, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { ErasureKind } from '#contracts/api/privacy.ts'
import { ErrorPanel } from '../../../../ui/error-panel.tsx'
import { Fold } from '../../../../ui/fold.tsx'
import { ExactInstant } from '../../../../ui/instant.tsx'
import { useCandidateData, useExportCandidate } from './api.ts'

// Rarely asked for, and it brings a dialog along.
const ErasureDialog = lazy(async () => ({ default: (await import('./erasure-dialog.tsx')).ErasureDialog }))

/** For admins, who answer requests about data: export it, take the person out of it, or erase it. */
export function DataSection({ invitationId }: { invitationId: string }) {
  const data = useCandidateData(invitationId)
  const download = useExportCandidate(invitationId)
  const [asking, setAsking] = useState<ErasureKind | null>(null)
  if (data.isError) return <ErrorPanel error={data.error} onRetry={() => void data.refetch()} />
  if (data.data === undefined) return null
  return (
    <div>
      <Fold title="Data of this person" hint="Export, anonymise, erase">
        <Text size="sm" component="div" mb="sm">
          Everything is deleted by itself on <ExactInstant at={data.data.deletedAt} />. What is done here is
          in the audit.
        </Text>
        {download.isError && <ErrorPanel error={download.error} />}
        <Group gap="xs">
          <Button size="xs" variant="default" loading={download.isPending} onClick={() => download.mutate()}>
            Download everything
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsking('anonymise')}>
            Anonymise
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsking('erase')}>
            Erase
          </Button>
        </Group>
      </Fold>
      {asking !== null && (
        <Suspense fallback={null}>
          <ErasureDialog
            invitationId={invitationId}
            kind={asking}
            data={data.data}
            onClose={() => setAsking(null)}
          />
        </Suspense>
      )}
    </div>
  )
}
