import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { webhookEvents, type Webhook } from '#contracts/api/integrations/webhooks.ts'
import { splitByField } from '../../../lib/api/field-errors.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { CopyField } from '../../../ui/inputs/copy-field.tsx'
import { useChangeWebhook, useCreateWebhook, type WebhookDraft } from './api.ts'
import { eventLabels } from './describe-webhook.ts'

export function CreateWebhook(props: { onClose: () => void }) {
  const create = useCreateWebhook()
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={create.data === undefined ? 'Add a webhook' : 'The webhook is added'}
      centered
      size="lg"
      closeOnClickOutside={create.data === undefined}
    >
      {create.data === undefined ? (
        <WebhookForm
          initial={{ name: '', url: '', events: [...webhookEvents] }}
          submitLabel="Add the webhook"
          busy={create.isPending}
          error={create.error}
          onSubmit={(draft) => create.mutate(draft)}
        />
      ) : (
        <Stack>
          <SecretField secret={create.data.secret} />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              Done
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

/** A secret with which a program tells that what it hears comes from here. */
export function SecretField(props: { secret: string }) {
  return (
    <CopyField
      label="Signing secret"
      description="It is shown only now. The program needs it to see that what it hears comes from here and is not old."
      value={props.secret}
    />
  )
}

export function ChangeWebhook(props: { webhook: Webhook; onClose: () => void }) {
  const { webhook, onClose } = props
  const change = useChangeWebhook(webhook.id)
  const { name, url, events } = webhook
  return (
    <Modal opened onClose={onClose} title={`Change ${name}`} centered size="lg">
      <WebhookForm
        initial={{ name, url, events }}
        submitLabel="Save"
        busy={change.isPending}
        error={change.error}
        onSubmit={(draft) => change.mutate(draft, { onSuccess: onClose })}
      />
    </Modal>
  )
}

const rules = {
  name: (value: string) => (value.trim() === '' ? 'Write a name' : null),
  url: (value: string) => (value.trim() === '' ? 'Write an address' : null),
  events: (value: readonly string[]) => (value.length === 0 ? 'Choose at least one' : null),
}
const fieldOf = (path: string) => (path in rules ? path : null)

interface WebhookFormProps {
  initial: WebhookDraft
  submitLabel: string
  busy: boolean
  error: unknown
  onSubmit: (draft: WebhookDraft) => void
}

function WebhookForm(props: WebhookFormProps) {
  const form = useForm({ initialValues: props.initial, validate: rules })
  const refused = splitByField(props.error, fieldOf)
  const field = (name: keyof WebhookDraft) => {
    const input = form.getInputProps(name)
    return { ...input, error: input.error ?? refused.fields[name] }
  }
  return (
    <form onSubmit={form.onSubmit(props.onSubmit)} noValidate>
      <Stack>
        <TextInput label="Name" withAsterisk data-autofocus autoComplete="off" {...field('name')} />
        <TextInput
          label="Address"
          description="Begins with https:// and is reached over the public network."
          withAsterisk
          inputMode="url"
          autoComplete="off"
          {...field('url')}
        />
        <Checkbox.Group label="Tells when" withAsterisk {...field('events')}>
          <Stack gap={6} mt={6}>
            {webhookEvents.map((event) => (
              <Checkbox key={event} value={event} label={eventLabels[event]} description={event} />
            ))}
          </Stack>
        </Checkbox.Group>
        {refused.rest !== null && <ErrorPanel error={refused.rest} />}
        <Group justify="flex-end">
          <Button type="submit" loading={props.busy}>
            {props.submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
