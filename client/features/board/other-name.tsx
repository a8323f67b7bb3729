import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { explainError } from '../../lib/api/api-error.ts'

/** The address is known under another name: a slip, or two people who share it. Nobody is renamed either way. */
export function OtherName(props: {
  error: unknown
  name: string
  onKnown: (name: string) => void
  onMeant: () => void
}) {
  const known = explainError(props.error).issues[0]?.reason ?? ''
  return (
    <Alert color="yellow" variant="outline" role="alert" title={`This address is known as “${known}”`}>
      <Stack gap="xs">
        <Text size="sm">
          Who is meant? Earlier invitations keep the name that they were written with, whatever you choose.
        </Text>
        <Group gap="sm">
          <Button size="xs" variant="default" onClick={() => props.onKnown(known)}>
            Invite “{known}”
          </Button>
          <Button size="xs" variant="default" onClick={props.onMeant}>
            Invite “{props.name.trim()}”, at the same address
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
