import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { StaffSession } from '#contracts/api/staff/own-account.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { RelativeInstant } from '../../../ui/instant.tsx'
import { useSignOut, useEndOwnSessions } from '../api.ts'
import { describeBrowser } from './describe-browser.ts'

/** Where somebody is signed in, and how to end it: for a computer that was left somewhere. */
export function OwnSessions(props: { sessions: readonly StaffSession[] }) {
  const end = useEndOwnSessions()
  const leave = useSignOut()
  const others = props.sessions.filter(({ isThis }) => !isThis)
  return (
    <Paper p="lg" component="section" flex={1} miw={300}>
      <Title order={2} size="h4">
        Where you are signed in
      </Title>
      <Stack gap="sm" mt="sm" role="list">
        {props.sessions.map((session) => (
          <SessionLine key={session.id} session={session} end={end} />
        ))}
      </Stack>
      {end.isError && <ErrorPanel error={end.error} />}
      <Group mt="md" gap="sm">
        {others.length > 0 && (
          <Button size="xs" variant="default" onClick={() => end.mutate('others')}>
            Sign out of all others
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          onClick={() => end.mutate('all', { onSuccess: () => leave.mutate() })}
        >
          Sign out everywhere
        </Button>
      </Group>
    </Paper>
  )
}

type EndSessions = ReturnType<typeof useEndOwnSessions>

function SessionLine({ session, end }: { session: StaffSession; end: EndSessions }) {
  return (
    <Group justify="space-between" wrap="nowrap" role="listitem">
      <div>
        <Text size="sm" fw={550}>
          {describeBrowser(session.userAgent)}
          {session.isThis && ' (this one)'}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          Signed in <RelativeInstant at={session.startedAt} />, used <RelativeInstant at={session.seenAt} />
        </Text>
      </div>
      {!session.isThis && (
        <Button
          size="xs"
          variant="default"
          aria-label={`Sign out of ${describeBrowser(session.userAgent)}`}
          loading={end.isPending && isOne(end.variables, session.id)}
          onClick={() => end.mutate({ sessionId: session.id })}
        >
          Sign out
        </Button>
      )}
    </Group>
  )
}

const isOne = (which: EndSessions['variables'], id: string) =>
  typeof which === 'object' && which.sessionId === id
