import { Button, Stack, Textarea, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { answerLimits } from '#contracts/api/answers.ts'
import { splitByField } from '../../../lib/api/field-errors.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useTellNewDate } from './api.ts'

const rules = {
  date: (value: string) => (value === '' ? 'Choose a day' : null),
  reason: (value: string) =>
    value.trim().length < answerLimits.shortestReason
      ? 'Say in a sentence why; the candidate reads it'
      : null,
}

const fieldOf = (path: string) => (path === 'date' || path === 'reason' ? path : null)

/** Tells the candidate another date. It goes out at once, so the button says so. */
export function NewDateForm({ invitationId }: { invitationId: string }) {
  const tell = useTellNewDate(invitationId)
  const form = useForm({ initialValues: { date: '', reason: '' }, validate: rules })
  const refused = splitByField(tell.error, fieldOf)
  const submit = form.onSubmit((values) => tell.mutate(values, { onSuccess: form.reset }))
  const date = form.getInputProps('date')
  const reason = form.getInputProps('reason')
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Title order={3} size="h5">
          Tell the candidate a new date
        </Title>
        <TextInput
          label="Working day"
          description="The answer is then due at close of business of that day."
          type="date"
          {...date}
          error={date.error ?? refused.fields['date']}
        />
        <Textarea
          label="Because"
          description="The candidate reads it, in the mail and on their page."
          placeholder="One of the two reviewers is ill, and another one takes over."
          maxLength={answerLimits.longestReason}
          autosize
          minRows={2}
          {...reason}
          error={reason.error ?? refused.fields['reason']}
        />
        {refused.rest !== null && <ErrorPanel error={refused.rest} />}
        <Button type="submit" variant="default" loading={tell.isPending}>
          Tell the candidate
        </Button>
      </Stack>
    </form>
  )
}
