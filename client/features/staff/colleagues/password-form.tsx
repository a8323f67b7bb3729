import { Button, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { splitByField } from '../../../lib/api/field-errors.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useSetPassword } from '../api.ts'

const shortestPassword = 10
const fields = ['oldPassword', 'password']

export function PasswordForm({ hasPassword }: { hasPassword: boolean }) {
  const { setPassword, refused, field, submit } = usePasswordForm(hasPassword)
  return (
    <Paper p="lg" component="section" flex={1} miw={300}>
      <Title order={2} size="h4">
        Your password
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {hasPassword
          ? 'A new one signs you out everywhere else.'
          : 'With a password you do not need a link to sign in.'}
      </Text>
      <form onSubmit={submit}>
        <Stack>
          {hasPassword && (
            <PasswordInput
              label="Present password"
              autoComplete="current-password"
              {...field('oldPassword')}
            />
          )}
          <PasswordInput
            label="New password"
            autoComplete="new-password"
            description={`At least ${shortestPassword} characters; a few words are fine.`}
            {...field('password')}
          />
          {refused.rest !== null && <ErrorPanel error={refused.rest} />}
          <SetButton isPending={setPassword.isPending} isSuccess={setPassword.isSuccess} />
        </Stack>
      </form>
    </Paper>
  )
}

function SetButton({ isPending, isSuccess }: { isPending: boolean; isSuccess: boolean }) {
  return (
    <Group>
      <Button type="submit" variant="default" loading={isPending}>
        Set the password
      </Button>
      <Text size="sm" c="var(--good)" role="status">
        {isSuccess ? 'Your password is set.' : ''}
      </Text>
    </Group>
  )
}

function usePasswordForm(hasPassword: boolean) {
  const setPassword = useSetPassword()
  const form = useForm({
    initialValues: { oldPassword: '', password: '' },
    validate: {
      oldPassword: (value) => (hasPassword && value === '' ? 'Write your present password' : null),
      password: (value) =>
        value.length < shortestPassword ? `At least ${shortestPassword} characters` : null,
    },
  })
  const refused = splitByField(setPassword.error, (path) => (fields.includes(path) ? path : null))
  const field = (name: 'oldPassword' | 'password') => {
    const input = form.getInputProps(name)
    return { ...input, error: input.error ?? refused.fields[name] }
  }
  const submit = form.onSubmit((values) => setPassword.mutate(values, { onSuccess: () => form.reset() }))
  return { setPassword, refused, field, submit }
}
