import { Badge, Button, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconWebhook } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Webhook } from '#contracts/api/integrations/webhooks.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { MenuButton } from '../../../ui/inputs/menu-button.tsx'
import { NotThereYet } from '../not-there-yet.tsx'
import { useWebhooks } from './api.ts'
import { disabledNotice } from './describe-webhook.ts'

const CreateWebhook = lazy(async () => ({ default: (await import('./webhook-forms.tsx')).CreateWebhook }))
const WebhookMenu = lazy(async () => ({ default: (await import('./webhook-menu.tsx')).WebhookMenu }))
const DeliveriesDrawer = lazy(async () => ({
  default: (await import('./deliveries-drawer.tsx')).DeliveriesDrawer,
}))

/** Where other programs are told what happened. */
export function WebhooksPanel() {
  const webhooks = useWebhooks()
  const [isCreating, setCreating] = useState(false)
  const list = webhooks.data?.webhooks ?? []
  const create = (
    <Button variant="default" leftSection={<IconWebhook size={17} />} onClick={() => setCreating(true)}>
      Add a webhook
    </Button>
  )
  return (
    <Stack component="section" gap="sm" aria-labelledby="webhooks">
      <Group justify="space-between" align="flex-end">
        <Title order={2} size="h4" id="webhooks">
          Webhooks
        </Title>
        {list.length > 0 && create}
      </Group>
      <NotThereYet query={webhooks} />
      {webhooks.data !== undefined && list.length === 0 && (
        <EmptyState title="No webhook yet" action={create}>
          A webhook tells a program of yours what happens to invitations, signed and again and again until it
          has arrived. It names ids and times, and no candidate.
        </EmptyState>
      )}
      {list.length > 0 && <WebhookTable webhooks={list} />}
      {isCreating && (
        <Suspense fallback={null}>
          <CreateWebhook onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </Stack>
  )
}

function WebhookTable(props: { webhooks: readonly Webhook[] }) {
  const [shownId, setShownId] = useState<string | null>(null)
  const shown = props.webhooks.find((webhook) => webhook.id === shownId)
  return (
    <>
      <table className="card-table">
        <thead>
          <tr>
            <th>Webhook</th>
            <th>Tells of</th>
            <th>Deliveries</th>
            <th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.webhooks.map((webhook) => (
            <WebhookLine key={webhook.id} webhook={webhook} onShow={() => setShownId(webhook.id)} />
          ))}
        </tbody>
      </table>
      {shown !== undefined && (
        <Suspense fallback={null}>
          <DeliveriesDrawer webhook={shown} onClose={() => setShownId(null)} />
        </Suspense>
      )}
    </>
  )
}

function WebhookLine({ webhook, onShow }: { webhook: Webhook; onShow: () => void }) {
  const notice = disabledNotice(webhook)
  return (
    <tr>
      <td className="card-title">
        <Group gap="xs">
          <Text size="sm" fw={600} className="plain-text">
            {webhook.name}
          </Text>
          {webhook.disabledBecause !== null && (
            <Badge className="tone-badge" data-tone={webhook.disabledBecause === 'admin' ? 'plain' : 'bad'}>
              Disabled
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed" className="plain-text">
          {webhook.url}
        </Text>
        {notice !== null && (
          <Text size="xs" maw={420} mt={4}>
            {notice}
          </Text>
        )}
      </td>
      <td data-label="Tells of">{countOf(webhook.events.length, 'kind of event', 'kinds of events')}</td>
      <td data-label="Deliveries">
        <Button size="xs" variant="default" aria-label={`Deliveries of ${webhook.name}`} onClick={onShow}>
          {describeCounts(webhook)}
        </Button>
      </td>
      <td className="card-menu">
        <MenuButton label={`Actions for ${webhook.name}`}>
          {() => <WebhookMenu webhook={webhook} />}
        </MenuButton>
      </td>
    </tr>
  )
}

const countOf = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

function describeCounts({ waiting, failed }: Webhook): string {
  const parts = [failed > 0 ? `${failed} failed` : null, waiting > 0 ? `${waiting} waiting` : null]
  return parts.filter((part) => part !== null).join(', ') || 'Show'
}
