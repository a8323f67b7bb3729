import { Button, NumberInput, Stack, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useGiveTime } from '../api.ts'

const empty: { minutes: number | string; reason: string } = { minutes: 10, reason: '' }

const rules = {
  minutes: (value: number | string) => (value === '' ? 'How many?' : null),
  reason: (value: string) => (value.trim().length < 5 ? 'Say in a few words why' : null),
}

export function GiveTimeForm(props: { invitationId: string }) {
  const give = useGiveTime(props.invitationId)
  const form = useForm({ initialValues: empty, validate: rules })
  const submit = form.onSubmit(({ minutes, reason }) =>
    give.mutate({ minutes: Number(minutes), reason }, { onSuccess: form.reset }),
  )
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Title order={3} size="h5">
          Give more time
        </Title>
        <NumberInput
          label="Minutes"
          min={1}
          max={240}
          allowDecimal={false}
          clampBehavior="strict"
          {...form.getInputProps('minutes')}
        />
        <TextInput
          label="Because"
          description="The candidate reads it: “10 minutes were given back to you: …”"
          placeholder="you were disturbed by the fire alarm"
          maxLength={200}
          {...form.getInputProps('reason')}
        />
        {give.isError && <ErrorPanel error={give.error} />}
        <Button type="submit" loading={give.isPending}>
          Give time
        </Button>
      </Stack>
    </form>
  )
}
