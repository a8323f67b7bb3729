import { Badge, Button, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { ApiKey } from '#contracts/api/integrations/api-keys.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { RelativeInstant } from '../../../ui/instant.tsx'
import { useApiKeys } from '../api.ts'
import { NotThereYet } from '../not-there-yet.tsx'

const CreateKey = lazy(async () => ({ default: (await import('./create-key.tsx')).CreateKey }))
const RevokeKey = lazy(async () => ({ default: (await import('./revoke-key.tsx')).RevokeKey }))

type Dialog = { kind: 'create' } | { kind: 'revoke'; key: ApiKey }

/** The keys by which programs are let in. */
export function KeysPanel() {
  const keys = useApiKeys()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const close = () => setDialog(null)
  const create = (
    <Button leftSection={<IconKey size={17} />} onClick={() => setDialog({ kind: 'create' })}>
      Make a key
    </Button>
  )
  return (
    <Stack component="section" gap="sm" aria-labelledby="api-keys">
      <Group justify="space-between" align="flex-end">
        <Title order={2} size="h4" id="api-keys">
          API keys
        </Title>
        {(keys.data?.keys.length ?? 0) > 0 && create}
      </Group>
      <NotThereYet query={keys} />
      {keys.data?.keys.length === 0 && (
        <EmptyState title="No key yet" action={create}>
          With a key, a program of yours can invite candidates and see where they stand, and nothing that its
          scopes do not name.
        </EmptyState>
      )}
      {keys.data !== undefined && keys.data.keys.length > 0 && (
        <KeyTable keys={keys.data.keys} onRevoke={(key) => setDialog({ kind: 'revoke', key })} />
      )}
      <Suspense fallback={null}>
        {dialog?.kind === 'create' && <CreateKey onClose={close} />}
        {dialog?.kind === 'revoke' && <RevokeKey apiKey={dialog.key} onClose={close} />}
      </Suspense>
    </Stack>
  )
}

function KeyTable(props: { keys: readonly ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th>Key</th>
          <th>Scopes</th>
          <th>Last use</th>
          <th>Until</th>
          <th>
            <VisuallyHidden>Actions</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {props.keys.map((key) => (
          <KeyLine key={key.id} apiKey={key} onRevoke={() => props.onRevoke(key)} />
        ))}
      </tbody>
    </table>
  )
}

const stateLabels = { expired: 'Expired', revoked: 'Revoked' } as const

function KeyLine({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { state } = apiKey
  return (
    <tr>
      <td className="card-title">
        <Group gap="xs">
          <Text size="sm" fw={600} className="plain-text">
            {apiKey.name}
          </Text>
          {state !== 'valid' && (
            <Badge className="tone-badge" data-tone="plain">
              {stateLabels[state]}
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {apiKey.start}… · made by {apiKey.createdBy ?? 'somebody who is no longer here'}
        </Text>
      </td>
      <td data-label="Scopes">{apiKey.scopes.join(', ')}</td>
      <td data-label="Last use">
        {apiKey.lastUsedAt === null ? 'Never' : <RelativeInstant at={apiKey.lastUsedAt} />}
      </td>
      <td data-label="Until">
        {apiKey.expiresAt === null ? 'No end' : <RelativeInstant at={apiKey.expiresAt} />}
      </td>
      <td className="card-menu">
        {state === 'valid' && (
          <Button size="xs" variant="default" aria-label={`Revoke ${apiKey.name}`} onClick={onRevoke}>
            Revoke
          </Button>
        )}
      </td>
    </tr>
  )
}
