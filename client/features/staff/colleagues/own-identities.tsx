import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { Identity } from '#contracts/api/staff/own-account.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { RelativeInstant } from '../../../ui/instant.tsx'
import { RefusedSignIn } from '../sign-in/refused-sign-in.tsx'
import { useAddIdentity, useRemoveIdentity } from '../sign-in/oidc-api.ts'

/** Accounts of the organisation's provider by which this person signs in. */
export function OwnIdentities(props: { identities: readonly Identity[]; label: string | null }) {
  const add = useAddIdentity()
  const remove = useRemoveIdentity()
  return (
    <Paper p="lg" component="section" flex={1} miw={300}>
      <Title order={2} size="h4">
        Accounts you sign in with
      </Title>
      <Stack gap="sm" mt="sm">
        <RefusedSignIn />
        {props.identities.length === 0 && (
          <Text size="sm" c="dimmed">
            None yet. Add your account at {props.label}, and you need no password here.
          </Text>
        )}
        {props.identities.map((identity) => (
          <IdentityLine key={identity.id} identity={identity} remove={remove} />
        ))}
        {remove.isError && <ErrorPanel error={remove.error} />}
        {add.isError && <ErrorPanel error={add.error} />}
        {props.label !== null && (
          <Group>
            <Button variant="default" loading={add.isPending} onClick={() => add.mutate()}>
              Add an account at {props.label}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  )
}

function IdentityLine({
  identity,
  remove,
}: {
  identity: Identity
  remove: ReturnType<typeof useRemoveIdentity>
}) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text size="sm" fw={550} className="truncate">
          {nameOf(identity)}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {new URL(identity.issuer).host} · last used <RelativeInstant at={identity.usedAt} />
        </Text>
      </div>
      <Button
        size="xs"
        variant="default"
        aria-label={`Remove ${nameOf(identity)}`}
        loading={remove.isPending && remove.variables === identity.id}
        onClick={() => remove.mutate(identity.id)}
      >
        Remove
      </Button>
    </Group>
  )
}

const nameOf = ({ address, issuer }: Identity) => address ?? `An account at ${new URL(issuer).host}`
