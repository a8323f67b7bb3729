import { Button, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useSetPassword } from './use-set-password.ts'

const shortestPassword = 10

export function PasswordForm() {
  const setPassword = useSetPassword()
  const form = useForm({
    initialValues: { password: '' },
    validate: {
      password: (value) =>
        value.length < shortestPassword ? `At least ${shortestPassword} characters` : null,
    },
  })
  const submit = form.onSubmit(({ password }) =>
    setPassword.mutate(password, { onSuccess: () => form.reset() }),
  )
  return (
    <Paper p="lg" component="section" maw={480}>
      <Title order={2} size="h4">
        Your password
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        With a password you do not need a link to sign in.
      </Text>
      <form onSubmit={submit}>
        <Stack>
          <PasswordInput
            label="New password"
            autoComplete="new-password"
            description={`At least ${shortestPassword} characters; a few words are fine.`}
            {...form.getInputProps('password')}
          />
          {setPassword.isError && <ErrorPanel error={setPassword.error} />}
          <Group>
            <Button type="submit" variant="default" loading={setPassword.isPending}>
              Set the password
            </Button>
            <Text size="sm" c="var(--good)" role="status">
              {setPassword.isSuccess ? 'Your password is set.' : ''}
            </Text>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}
