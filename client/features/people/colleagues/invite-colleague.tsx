import { Button, Checkbox, Group, Modal, MultiSelect, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { staffRoles, type StaffRole } from '#contracts/route.ts'
import { CopyField } from '../../../ui/copy-field.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useInviteStaff, type NewColleague } from './use-invite-staff.ts'
import { usePositions } from '../../../lib/use-positions.ts'

const roleWords: Record<StaffRole, string> = {
  admin: 'Admin: everything, including people',
  recruiter: 'Recruiter: invites candidates, sees the board',
  reviewer: 'Reviewer: reads and scores submissions',
  author: 'Author: writes exercises',
}

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

function ColleagueForm(props: {
  busy: boolean
  error: unknown
  onSubmit: (colleague: NewColleague) => void
}) {
  const positions = usePositions()
  const form = useForm({
    initialValues: empty,
    validate: {
      name: (value) => (value.trim() === '' ? 'Write a name' : null),
      email: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : 'Write a mail address'),
      roles: (value) => (value.length === 0 ? 'Choose at least one role' : null),
    },
  })
  return (
    <form onSubmit={form.onSubmit(props.onSubmit)} noValidate>
      <Stack>
        <TextInput label="Name" withAsterisk autoComplete="off" {...form.getInputProps('name')} />
        <TextInput
          label="Mail address"
          type="email"
          withAsterisk
          autoComplete="off"
          {...form.getInputProps('email')}
        />
        <Checkbox.Group label="Roles" withAsterisk {...form.getInputProps('roles')}>
          <Stack gap={6} mt={6}>
            {staffRoles.map((role) => (
              <Checkbox key={role} value={role} label={roleWords[role]} />
            ))}
          </Stack>
        </Checkbox.Group>
        <MultiSelect
          label="Reviews for"
          description="The positions whose submissions this colleague may be given."
          data={(positions.data?.positions ?? []).map((one) => ({ value: one.id, label: one.title }))}
          searchable
          {...form.getInputProps('positionIds')}
        />
        {props.error !== null && <ErrorPanel error={props.error} />}
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
