import { Button, Group, Skeleton, Stack, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserPlus } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useMe } from '../../../lib/use-me.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useOwnAccount } from '../api.ts'
import { useSignInWays } from '../sign-in/oidc-api.ts'
import { OwnIdentities } from './own-identities.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { PasswordForm } from './password-form.tsx'
import { StaffTable } from './staff-table.tsx'

const InviteColleague = lazy(async () => ({
  default: (await import('./invite-colleague.tsx')).InviteColleague,
}))

export function StaffPage() {
  const me = useMe().data?.staff ?? null
  const isAdmin = me?.roles.includes('admin') === true
  const [inviting, dialog] = useDisclosure(false)
  return (
    <Stack gap="xl">
      <title>People · Fairtime</title>
      <Group justify="space-between" align="flex-end">
        <Title order={1} size="h2">
          People
        </Title>
        {isAdmin && (
          <Button leftSection={<IconUserPlus size={17} />} onClick={dialog.open}>
            Invite a colleague
          </Button>
        )}
      </Group>
      {me !== null && (isAdmin || me.roles.includes('recruiter')) && <StaffTable me={me} />}
      <OwnAccount />
      {inviting && (
        <Suspense fallback={null}>
          <InviteColleague onClose={dialog.close} />
        </Suspense>
      )}
    </Stack>
  )
}

function OwnAccount() {
  const account = useOwnAccount()
  const ways = useSignInWays()
  if (account.data === undefined) {
    return account.isError ? (
      <ErrorPanel error={account.error} onRetry={() => void account.refetch()} />
    ) : (
      <Skeleton h={220} role="status" aria-label="Loading" />
    )
  }
  return (
    <Group align="flex-start" gap="lg">
      {ways.data?.password !== false && <PasswordForm hasPassword={account.data.hasPassword} />}
      {(ways.data?.oidcLabel != null || account.data.identities.length > 0) && (
        <OwnIdentities identities={account.data.identities} label={ways.data?.oidcLabel ?? null} />
      )}
      <OwnSessions sessions={account.data.sessions} />
    </Group>
  )
}
