import { Badge, Button, Drawer, Group, Stack, Text } from '@mantine/core'
import type { Delivery, Webhook } from '#contracts/api/integrations/webhooks.ts'
import { formatInstant } from '../../../lib/clock/times.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { RelativeInstant } from '../../../ui/instant.tsx'
import { NotThereYet } from '../not-there-yet.tsx'
import { useDeliveries, useReplayDelivery, useTestWebhook } from './api.ts'
import { deliveryState } from './describe-webhook.ts'

/** What a webhook told lately, every try of it, and what was answered. */
export function DeliveriesDrawer({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const deliveries = useDeliveries(webhook.id)
  const test = useTestWebhook(webhook.id)
  const isEnabled = webhook.disabledBecause === null
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={520}
      title={`Deliveries of ${webhook.name}`}
      transitionProps={{ duration: 150 }}
    >
      <Stack gap="lg">
        <Group justify="space-between" wrap="nowrap">
          <Text size="xs" c="dimmed">
            The newest fifty. What has ended is kept for thirty days.
          </Text>
          {isEnabled && (
            <Button size="xs" loading={test.isPending} flex="none" onClick={() => test.mutate()}>
              Send a test
            </Button>
          )}
        </Group>
        {test.isError && <ErrorPanel error={test.error} />}
        <NotThereYet query={deliveries} />
        {deliveries.data?.deliveries.length === 0 && <Text size="sm">None so far.</Text>}
        <Stack gap={0} component="ul" className="bare-list mail-list">
          {deliveries.data?.deliveries.map((delivery) => (
            <DeliveryLine key={delivery.id} webhook={webhook} delivery={delivery} />
          ))}
        </Stack>
      </Stack>
    </Drawer>
  )
}

function DeliveryLine({ webhook, delivery }: { webhook: Webhook; delivery: Delivery }) {
  const replay = useReplayDelivery(webhook.id)
  const state = deliveryState(delivery)
  return (
    <li>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <DeliveryHeading delivery={delivery} />
        <Badge className="tone-badge" data-tone={state.tone} flex="none">
          {state.label}
        </Badge>
      </Group>
      {delivery.tries.map((made) => (
        <Try key={made.at} made={made} />
      ))}
      {webhook.disabledBecause === null && delivery.state !== 'waiting' && (
        <Button
          size="compact-sm"
          variant="default"
          mt={8}
          aria-label={`Send anew: ${delivery.event}`}
          loading={replay.isPending}
          onClick={() => replay.mutate(delivery.id)}
        >
          Send anew
        </Button>
      )}
      {replay.isError && <ErrorPanel error={replay.error} />}
    </li>
  )
}

function DeliveryHeading({ delivery }: { delivery: Delivery }) {
  return (
    <div>
      <Text size="sm" fw={550}>
        {delivery.event}
      </Text>
      <Text size="xs" c="dimmed" component="div">
        <RelativeInstant at={delivery.happenedAt} />, {formatInstant(new Date(delivery.happenedAt))}
      </Text>
      {delivery.nextTryAt !== null && delivery.tries.length > 0 && (
        <Text size="xs" c="dimmed" component="div">
          next try <RelativeInstant at={delivery.nextTryAt} />
        </Text>
      )}
    </div>
  )
}

function Try({ made }: { made: Delivery['tries'][number] }) {
  return (
    <div>
      <Text size="xs" mt={6} component="div">
        {made.status === null ? made.fault : `Answered ${made.status}`} · {made.durationMs} ms ·{' '}
        <RelativeInstant at={made.at} />
      </Text>
      {made.answer !== null && made.answer !== '' && (
        <Text size="xs" c="dimmed" className="plain-text tabular" lineClamp={6}>
          {made.answer}
        </Text>
      )}
    </div>
  )
}
