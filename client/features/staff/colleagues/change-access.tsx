import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Colleague } from '#contracts/api/staff/staff.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { AccessFields } from './access-fields.tsx'
import { useChangeStaff, type ColleagueAccess } from '../api.ts'

export function ChangeAccess(props: { member: Colleague; onClose: () => void }) {
  const { member, onClose } = props
  const change = useChangeStaff(member.id)
  const initialValues: ColleagueAccess = { roles: member.roles, positionIds: member.positionIds }
  const form = useForm({
    initialValues,
    validate: {
      roles: (value) => (value.length === 0 ? 'Choose at least one role' : null),
    },
  })
  return (
    <Modal opened onClose={onClose} title={`What ${member.name} may do`} centered size="lg">
      <form onSubmit={form.onSubmit((access) => change.mutate(access, { onSuccess: onClose }))} noValidate>
        <Stack>
          <AccessFields roles={form.getInputProps('roles')} positionIds={form.getInputProps('positionIds')} />
          {change.isError && <ErrorPanel error={change.error} />}
          <Group justify="flex-end">
            <Text size="xs" c="dimmed" mr="auto">
              Takes effect at once.
            </Text>
            <Button type="submit" loading={change.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
