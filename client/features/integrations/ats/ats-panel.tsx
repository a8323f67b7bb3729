import { Button, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { AtsConnection, AtsKind } from '#contracts/api/integrations/ats.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { NotThereYet } from '../not-there-yet.tsx'
import { useAtsConnections } from './api.ts'

const CreateConnection = lazy(async () => ({ default: (await import('./ats-dialogs.tsx')).CreateConnection }))
const RemoveConnection = lazy(async () => ({ default: (await import('./ats-dialogs.tsx')).RemoveConnection }))

export const atsNames: Record<AtsKind, string> = { greenhouse: 'Greenhouse', ashby: 'Ashby' }

/** Recruiting systems that send candidates here. */
export function AtsPanel() {
  const query = useAtsConnections()
  const [dialog, setDialog] = useState<'create' | AtsConnection | null>(null)
  const connections = query.data?.connections ?? []
  const create = (
    <Button
      variant="default"
      leftSection={<IconPlugConnected size={17} />}
      onClick={() => setDialog('create')}
    >
      Connect a recruiting system
    </Button>
  )
  return (
    <Stack component="section" gap="sm" aria-labelledby="ats">
      <Group justify="space-between" align="flex-end">
        <Title order={2} size="h4" id="ats">
          Recruiting systems
        </Title>
        {connections.length > 0 && create}
      </Group>
      <NotThereYet query={query} />
      {query.data !== undefined && connections.length === 0 && (
        <EmptyState title="None connected" action={create}>
          Greenhouse and Ashby can send candidates here as a step of their own, and hear how it goes.
        </EmptyState>
      )}
      {connections.length > 0 && <ConnectionTable connections={connections} onRemove={setDialog} />}
      <Suspense fallback={null}>
        {dialog === 'create' && <CreateConnection onClose={() => setDialog(null)} />}
        {dialog !== null && dialog !== 'create' && (
          <RemoveConnection connection={dialog} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </Stack>
  )
}

function ConnectionTable(props: {
  connections: readonly AtsConnection[]
  onRemove: (connection: AtsConnection) => void
}) {
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th>System</th>
          <th>Calls this address</th>
          <th>Told</th>
          <th>
            <VisuallyHidden>Actions</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {props.connections.map((connection) => (
          <ConnectionLine
            key={connection.id}
            connection={connection}
            onRemove={() => props.onRemove(connection)}
          />
        ))}
      </tbody>
    </table>
  )
}

function ConnectionLine({ connection, onRemove }: { connection: AtsConnection; onRemove: () => void }) {
  return (
    <tr>
      <td className="card-title">
        <Text size="sm" fw={600} className="plain-text">
          {connection.name}
        </Text>
        <Text size="xs" c="dimmed">
          {atsNames[connection.kind]}
        </Text>
      </td>
      <td data-label="Calls this address" className="plain-text">
        {connection.address}
      </td>
      <td data-label="Told">{describeTold(connection)}</td>
      <td className="card-menu">
        <Button size="xs" variant="default" aria-label={`Remove ${connection.name}`} onClick={onRemove}>
          Remove
        </Button>
      </td>
    </tr>
  )
}

function describeTold({ waiting, failed }: AtsConnection): string {
  const parts = [failed > 0 ? `${failed} not delivered` : null, waiting > 0 ? `${waiting} waiting` : null]
  return parts.filter((part) => part !== null).join(', ') || 'Everything'
}
