import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { ashbyUpdateUrl, type AtsConnection, type AtsKind } from '#contracts/api/integrations/ats.ts'
import { splitByField } from '../../../lib/api/field-errors.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { CopyField } from '../../../ui/inputs/copy-field.tsx'
import { useCreateAtsConnection, useRemoveAtsConnection, type NewAtsConnection } from './api.ts'

export function CreateConnection(props: { onClose: () => void }) {
  const create = useCreateAtsConnection()
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={create.data === undefined ? 'Connect a recruiting system' : 'The connection is made'}
      centered
      size="lg"
      closeOnClickOutside={create.data === undefined}
    >
      {create.data === undefined ? (
        <ConnectionForm
          busy={create.isPending}
          error={create.error}
          onSubmit={(connection) => create.mutate(connection)}
        />
      ) : (
        <Stack>
          <CopyField label="Address" value={create.data.address} />
          <CopyField
            label="Key"
            description="It is shown only now. The recruiting system needs it and the address."
            value={create.data.key}
          />
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

interface ConnectionValues {
  kind: AtsKind
  name: string
  updateKey: string
  updateUrl: string
}

const empty: ConnectionValues = { kind: 'greenhouse', name: '', updateKey: '', updateUrl: ashbyUpdateUrl }
const rules = {
  name: (value: string) => (value.trim() === '' ? 'Write a name' : null),
  updateKey: (value: string, { kind }: ConnectionValues) =>
    kind === 'ashby' && value.trim() === '' ? 'Paste the key' : null,
}
const fieldOf = (path: string) => (path in empty ? path : null)

interface ConnectionFormProps {
  busy: boolean
  error: unknown
  onSubmit: (connection: NewAtsConnection) => void
}

function ConnectionForm(props: ConnectionFormProps) {
  const form = useForm({ initialValues: empty, validate: rules })
  const refused = splitByField(props.error, fieldOf)
  const field = (name: 'name' | 'updateKey' | 'updateUrl') => {
    const input = form.getInputProps(name)
    return { ...input, error: input.error ?? refused.fields[name] }
  }
  const submit = form.onSubmit(({ kind, name, ...update }) =>
    props.onSubmit(kind === 'ashby' ? { kind, name, ...update } : { kind, name }),
  )
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <SegmentedControl
          aria-label="Recruiting system"
          data={[
            { value: 'greenhouse', label: 'Greenhouse' },
            { value: 'ashby', label: 'Ashby' },
          ]}
          value={form.values.kind}
          onChange={(kind) => form.setFieldValue('kind', kind)}
        />
        <TextInput label="Name" withAsterisk data-autofocus autoComplete="off" {...field('name')} />
        {form.values.kind === 'ashby' && (
          <AshbyFields updateKey={field('updateKey')} updateUrl={field('updateUrl')} />
        )}
        {refused.rest !== null && <ErrorPanel error={refused.rest} />}
        <Group justify="flex-end">
          <Button type="submit" loading={props.busy}>
            Connect
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function AshbyFields(props: { updateKey: object; updateUrl: object }) {
  return (
    <>
      <TextInput
        label="Ashby's key"
        description="With it Ashby lets its partners tell how an assessment goes."
        withAsterisk
        autoComplete="off"
        {...props.updateKey}
      />
      <TextInput label="Address for updates" autoComplete="off" {...props.updateUrl} />
    </>
  )
}

export function RemoveConnection(props: { connection: AtsConnection; onClose: () => void }) {
  const { connection, onClose } = props
  const remove = useRemoveAtsConnection()
  return (
    <ConfirmDialog
      opened
      danger
      title={`Remove ${connection.name}?`}
      confirmLabel="Remove"
      cancelLabel="Keep"
      busy={remove.isPending}
      onConfirm={() => remove.mutate(connection.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">
        Its key lets nobody in any more, and it is told nothing more. Invitations that came from it stay and
        go on.
      </Text>
      {remove.isError && <ErrorPanel error={remove.error} />}
    </ConfirmDialog>
  )
}
