import { Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useSearchParams } from 'react-router'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { Page } from '../../../ui/pages/page.tsx'
import { useSignIn } from '../api.ts'

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
        <Paper p="lg">
          <SignInForm />
        </Paper>
        <Text size="sm" c="dimmed">
          No password yet? An admin can give you a one-time sign-in link.
        </Text>
      </Stack>
    </Page>
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
