import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { mailAddressProblem } from '#contracts/fields/mail-address.ts'
import { personNameProblem } from '#contracts/fields/person-name.ts'
import { splitByField } from '../../../lib/api/field-errors.ts'
import { CopyField } from '../../../ui/inputs/copy-field.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { AccessFields } from './access-fields.tsx'
import { useInviteStaff, type NewColleague } from '../api.ts'

export function InviteColleague(props: { onClose: () => void }) {
  const invite = useInviteStaff()
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={invite.data === undefined ? 'Invite a colleague' : `${invite.data.member.name} can sign in`}
      centered
      size="lg"
    >
      {invite.data === undefined ? (
        <ColleagueForm
          busy={invite.isPending}
          error={invite.error}
          onSubmit={(colleague) => invite.mutate(colleague)}
        />
      ) : (
        <Stack>
          <CopyField
            label="One-time sign-in link"
            description="It works once and is shown only now. Hand it over yourself."
            value={invite.data.link}
          />
          <Group justify="flex-end">
            <Button onClick={props.onClose}>Done</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

const empty: NewColleague = { name: '', email: '', roles: ['reviewer'], positionIds: [] }

const rules = {
  name: personNameProblem,
  email: (value: string) => mailAddressProblem(value.trim()),
  roles: (value: readonly string[]) => (value.length === 0 ? 'Choose at least one role' : null),
}
const fieldOf = (path: string) => (path in rules ? path : null)

function ColleagueForm(props: {
  busy: boolean
  error: unknown
  onSubmit: (colleague: NewColleague) => void
}) {
  const form = useForm({ initialValues: empty, validate: rules })
  const refused = splitByField(props.error, fieldOf)
  const field = (name: keyof NewColleague) => {
    const input = form.getInputProps(name)
    return { ...input, error: input.error ?? refused.fields[name] }
  }
  return (
    <form onSubmit={form.onSubmit(props.onSubmit)} noValidate>
      <Stack>
        <TextInput label="Name" withAsterisk data-autofocus autoComplete="off" {...field('name')} />
        <TextInput
          label="Mail address"
          inputMode="email"
          withAsterisk
          autoComplete="off"
          {...field('email')}
        />
        <AccessFields roles={field('roles')} positionIds={field('positionIds')} />
        {refused.rest !== null && <ErrorPanel error={refused.rest} />}
        <Group justify="flex-end">
          <Text size="xs" c="dimmed" mr="auto">
            You get a link to hand over.
          </Text>
          <Button type="submit" loading={props.busy}>
            Invite
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
