import { ActionIcon, Menu, Modal, Text } from '@mantine/core'
import {
  IconDots,
  IconKey,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { Webhook } from '#contracts/api/integrations/webhooks.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useRemoveWebhook, useRotateSecret, useSwitchWebhook } from './api.ts'
import { ChangeWebhook, SecretField } from './webhook-forms.tsx'

type Dialog = 'change' | 'secret' | 'switch' | 'remove'

/** What an admin can do about a webhook. Fetched with the first press of its button, and so open from the beginning. */
export function WebhookMenu({ webhook }: { webhook: Webhook }) {
  const [open, setOpen] = useState<Dialog | null>(null)
  const close = () => setOpen(null)
  const isEnabled = webhook.disabledBecause === null
  return (
    <>
      <Menu position="bottom-end" width={220} defaultOpened>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${webhook.name}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setOpen('change')}>
            Change
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={16} />} onClick={() => setOpen('secret')}>
            New secret
          </Menu.Item>
          <Menu.Item
            leftSection={isEnabled ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
            onClick={() => setOpen('switch')}
          >
            {isEnabled ? 'Disable' : 'Enable'}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => setOpen('remove')}>
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'change' && <ChangeWebhook webhook={webhook} onClose={close} />}
      {open === 'secret' && <NewSecret webhook={webhook} onClose={close} />}
      {open === 'switch' && <Switch webhook={webhook} onClose={close} />}
      {open === 'remove' && <Remove webhook={webhook} onClose={close} />}
    </>
  )
}

interface DialogProps {
  webhook: Webhook
  onClose: () => void
}

function NewSecret({ webhook, onClose }: DialogProps) {
  const rotate = useRotateSecret(webhook.id)
  if (rotate.data !== undefined)
    return (
      <Modal opened onClose={onClose} title={`New secret of ${webhook.name}`} centered size="lg">
        <SecretField secret={rotate.data.secret} />
      </Modal>
    )
  return (
    <ConfirmDialog
      opened
      title={`New secret for ${webhook.name}?`}
      confirmLabel="Make it"
      busy={rotate.isPending}
      onConfirm={() => rotate.mutate()}
      onClose={onClose}
    >
      <Text size="sm">
        For a day everything is signed with both secrets, so that nothing is lost while you change the other
        side. After that the new one counts alone.
      </Text>
      {rotate.isError && <ErrorPanel error={rotate.error} />}
    </ConfirmDialog>
  )
}

function Switch({ webhook, onClose }: DialogProps) {
  const isEnabled = webhook.disabledBecause === null
  const change = useSwitchWebhook(webhook.id)
  return (
    <ConfirmDialog
      opened
      title={isEnabled ? `Disable ${webhook.name}?` : `Enable ${webhook.name}?`}
      confirmLabel={isEnabled ? 'Disable' : 'Enable'}
      busy={change.isPending}
      onConfirm={() => change.mutate(!isEnabled, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">
        {isEnabled
          ? 'Nothing is sent any more. What happens meanwhile waits, and is sent once it is enabled.'
          : 'What waited is sent within a few seconds. What has failed for good can be sent anew under "Deliveries".'}
      </Text>
      {change.isError && <ErrorPanel error={change.error} />}
    </ConfirmDialog>
  )
}

function Remove({ webhook, onClose }: DialogProps) {
  const remove = useRemoveWebhook(webhook.id)
  return (
    <ConfirmDialog
      opened
      danger
      title={`Remove ${webhook.name}?`}
      confirmLabel="Remove"
      cancelLabel="Keep"
      busy={remove.isPending}
      onConfirm={() => remove.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">
        Its secret and its deliveries go with it, those that wait too. To hold it back for a while, disable
        it.
      </Text>
      {remove.isError && <ErrorPanel error={remove.error} />}
    </ConfirmDialog>
  )
}
