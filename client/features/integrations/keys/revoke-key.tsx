import { Text } from '@mantine/core'
import type { ApiKey } from '#contracts/api/integrations/api-keys.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useRevokeApiKey } from '../api.ts'

export function RevokeKey(props: { apiKey: ApiKey; onClose: () => void }) {
  const { apiKey, onClose } = props
  const revoke = useRevokeApiKey()
  return (
    <ConfirmDialog
      opened
      danger
      title={`Revoke "${apiKey.name}"?`}
      confirmLabel="Revoke"
      cancelLabel="Keep"
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate(apiKey.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">
        The program that has it is let in no more, from now on. A revoked key cannot be made valid again; what
        came by it stays.
      </Text>
      {revoke.isError && <ErrorPanel error={revoke.error} />}
    </ConfirmDialog>
  )
}
