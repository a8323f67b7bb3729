import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link, Navigate } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { staffHome } from '../../../lib/staff-home.ts'
import { useMe } from '../../../lib/use-me.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { Page } from '../../../ui/pages/page.tsx'

const promises = [
  {
    title: 'You choose the moment',
    text: 'Read what is asked days before. The clock starts when you press start, not before.',
  },
  {
    title: 'Nothing you type is lost',
    text: 'Every pause is saved. If the line drops, your work waits on your computer and is sent when you are back.',
  },
  {
    title: 'A clear answer',
    text: 'Two people read your code without knowing whose it is, against criteria you were shown beforehand.',
  },
] as const

export function StartPage() {
  const me = useMe()
  const member = me.data?.staff ?? null
  const home = member === null ? paths.start() : staffHome(member)
  if (home !== paths.start()) return <Navigate to={home} replace />
  return (
    <Page title="Fair timed coding exercises" widthPx={720}>
      <Stack gap="xl" mt={{ base: 8, sm: 40 }}>
        <Stack gap="sm">
          <Title order={1} fz={{ base: 30, sm: 40 }} lh={1.15} lts="-0.02em">
            Timed coding exercises that are fair.
          </Title>
          <Text size="lg" c="dimmed" maw={560}>
            A couple of quiet hours in the browser, real tests in a sealed sandbox, and a review by people.
          </Text>
        </Stack>
        <div className="promises">
          {promises.map((promise) => (
            <div key={promise.title}>
              <Text fw={600}>{promise.title}</Text>
              <Text size="sm" c="dimmed" mt={4} lh={1.6}>
                {promise.text}
              </Text>
            </div>
          ))}
        </div>
        {me.isError && <ErrorPanel error={me.error} onRetry={() => void me.refetch()} />}
        {me.isPending ? (
          <Skeleton h={36} w={320} />
        ) : (
          <NextStep needsFirstAdmin={me.data?.needsFirstAdmin ?? false} />
        )}
      </Stack>
    </Page>
  )
}

function NextStep(props: { needsFirstAdmin: boolean }) {
  return (
    <Stack gap="md" align="flex-start">
      {props.needsFirstAdmin && (
        <Text>
          This installation has no admin yet. Open the one-time link that the server printed when it was
          started.
        </Text>
      )}
      <Group gap="md">
        <Button component={Link} to={paths.signIn()}>
          Sign in as staff
        </Button>
        <Text size="sm" c="dimmed">
          Invited? Open the link in your invitation.
        </Text>
      </Group>
    </Stack>
  )
}
