import { Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useFragmentSecret } from '../../../lib/use-fragment-secret.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { Page } from '../../../ui/pages/page.tsx'
import { useCreateFirstAdmin } from '../api.ts'

const shortestPassword = 10

export function FirstAdminPage() {
  return (
    <Page title="Set up" widthPx={440}>
      <Stack mt={{ base: 16, sm: 48 }} gap="lg">
        <div>
          <Title order={1} size="h2">
            Set up this installation
          </Title>
          <Text c="dimmed">You become its first admin, and can then invite colleagues and candidates.</Text>
        </div>
        <Paper p="lg">
          <FirstAdminForm />
        </Paper>
      </Stack>
    </Page>
  )
}

function FirstAdminForm() {
  const token = useFragmentSecret()
  const create = useCreateFirstAdmin()
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: {
      password: (value) =>
        value.length < shortestPassword ? `At least ${shortestPassword} characters` : null,
    },
  })
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate({ ...values, token }))}>
      <Stack>
        <TextInput label="Your name" autoComplete="name" required autoFocus {...form.getInputProps('name')} />
        <TextInput
          label="Mail address"
          type="email"
          autoComplete="username"
          required
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          description={`At least ${shortestPassword} characters; a few words are fine.`}
          autoComplete="new-password"
          required
          {...form.getInputProps('password')}
        />
        {create.isError && <ErrorPanel error={create.error} />}
        <Button type="submit" loading={create.isPending} fullWidth>
          Create the first admin
        </Button>
      </Stack>
    </form>
  )
}
