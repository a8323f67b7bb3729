import { Anchor, Stack, Text, Title } from '@mantine/core'
import { WebhooksPanel } from './webhooks/webhooks-panel.tsx'
import { AtsPanel } from './ats/ats-panel.tsx'
import { KeysPanel } from './keys/keys-panel.tsx'

/** How other programs reach this installation, and how it tells them what happened. */
export function IntegrationsPage() {
  return (
    <Stack gap="xl">
      <title>Integrations · Fairtime</title>
      <div>
        <Title order={1} size="h2">
          Integrations
        </Title>
        <Text c="dimmed">
          How other programs of yours work with Fairtime. The{' '}
          <Anchor href="/api/docs" underline="always">
            description of the API
          </Anchor>{' '}
          names every request.
        </Text>
      </div>
      <KeysPanel />
      <WebhooksPanel />
      <AtsPanel />
    </Stack>
  )
}
