import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { apiScopes, type ApiScope } from '#contracts/route.ts'
import { splitByField } from '../../../lib/api/field-errors.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { CopyField } from '../../../ui/inputs/copy-field.tsx'
import { useCreateApiKey, type NewApiKey } from '../api.ts'
import { scopeLabels } from './scopes.ts'

export function CreateKey(props: { onClose: () => void }) {
  const create = useCreateApiKey()
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={create.data === undefined ? 'Make an API key' : 'The key is made'}
      centered
      size="lg"
      closeOnClickOutside={create.data === undefined}
    >
      {create.data === undefined ? (
        <KeyForm busy={create.isPending} error={create.error} onSubmit={(key) => create.mutate(key)} />
      ) : (
        <Stack>
          <CopyField
            label="API key"
            description="It is shown only now. Keep it where your program keeps its secrets."
            value={create.data.token}
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

interface KeyValues {
  name: string
  scopes: ApiScope[]
  validFor: string
}

const withoutEnd = 'without-end'
const periods = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: withoutEnd, label: 'Without end' },
]
const empty: KeyValues = { name: '', scopes: [], validFor: '365' }
const rules = {
  name: (value: string) => (value.trim() === '' ? 'Write a name' : null),
  scopes: (value: readonly string[]) => (value.length === 0 ? 'Choose at least one' : null),
}
const fieldOf = (path: string) => (path in rules ? path : null)

function KeyForm(props: { busy: boolean; error: unknown; onSubmit: (key: NewApiKey) => void }) {
  const form = useForm({ initialValues: empty, validate: rules })
  const refused = splitByField(props.error, fieldOf)
  const field = (name: keyof KeyValues) => {
    const input = form.getInputProps(name)
    return { ...input, error: input.error ?? refused.fields[name] }
  }
  const submit = form.onSubmit(({ validFor, ...key }) =>
    props.onSubmit({ ...key, expiresInDays: validFor === withoutEnd ? null : Number(validFor) }),
  )
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label="Name"
          description="Which program has it: the history of an invitation names it."
          withAsterisk
          data-autofocus
          autoComplete="off"
          {...field('name')}
        />
        <Checkbox.Group label="Scopes" withAsterisk {...field('scopes')}>
          <Stack gap={6} mt={6}>
            {apiScopes.map((scope) => (
              <Checkbox key={scope} value={scope} label={scopeLabels[scope]} description={scope} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select label="Valid for" data={periods} allowDeselect={false} {...field('validFor')} />
        {refused.rest !== null && <ErrorPanel error={refused.rest} />}
        <Group justify="flex-end">
          <Button type="submit" loading={props.busy}>
            Make the key
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
