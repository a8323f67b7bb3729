import { Button, Divider, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useSearchParams } from 'react-router'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { Page } from '../../../ui/pages/page.tsx'
import { useSignIn } from '../api.ts'
import { useBeginOidcSignIn, useSignInWays } from './oidc-api.ts'
import { RefusedSignIn } from './refused-sign-in.tsx'

export function SignInPage() {
  return (
    <Page title="Sign in" widthPx={440}>
      <Stack mt={{ base: 16, sm: 48 }} gap="lg">
        <div>
          <Title order={1} size="h2">
            Sign in
          </Title>
          <Text c="dimmed">
            For the people who invite and review. Candidates use the link in their invitation.
          </Text>
        </div>
        <RefusedSignIn />
        <SignInWays />
      </Stack>
    </Page>
  )
}

function SignInWays() {
  const ways = useSignInWays()
  // Asking may fail or take long; a password is what most installations have.
  const { password, oidcLabel } = ways.data ?? { password: !ways.isPending, oidcLabel: null }
  return (
    <>
      <Paper p="lg" mih={120}>
        <Stack>
          {oidcLabel !== null && <OidcButton label={oidcLabel} />}
          {oidcLabel !== null && password && <Divider label="or" />}
          {password && <SignInForm />}
        </Stack>
      </Paper>
      <Text size="sm" c="dimmed">
        {password ? 'No password yet? ' : 'Here for the first time? '}
        An admin can give you a one-time sign-in link.
      </Text>
    </>
  )
}

function OidcButton({ label }: { label: string }) {
  const [search] = useSearchParams()
  const begin = useBeginOidcSignIn()
  const next = search.get('next')
  return (
    <>
      <Button
        fullWidth
        variant="default"
        loading={begin.isPending || begin.isSuccess}
        onClick={() => begin.mutate(next === null ? {} : { next })}
      >
        Sign in with {label}
      </Button>
      {begin.isError && <ErrorPanel error={begin.error} />}
    </>
  )
}

function SignInForm() {
  const [search] = useSearchParams()
  const signIn = useSignIn(search.get('next'))
  const form = useForm({ initialValues: { email: '', password: '' } })
  return (
    <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
      <Stack>
        <TextInput
          label="Mail address"
          type="email"
          autoComplete="username"
          required
          autoFocus
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          {...form.getInputProps('password')}
        />
        {signIn.isError && <ErrorPanel error={signIn.error} />}
        <Button type="submit" loading={signIn.isPending} fullWidth>
          Sign in
        </Button>
      </Stack>
    </form>
  )
}
