import { Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { CopyField } from '../../ui/copy-field.tsx'
import { InviteForm } from './invite-form.tsx'
import { useCreateInvitation } from './use-create-invitation.ts'

export function InviteDrawer(props: { onClose: () => void }) {
  const [name, setName] = useState('')
  const create = useCreateInvitation()
  return (
    <Drawer
      opened
      onClose={props.onClose}
      position="right"
      size={460}
      title={create.data === undefined ? 'Invite a candidate' : `${name} is invited`}
      transitionProps={{ duration: 150 }}
    >
      {create.data === undefined ? (
        <InviteForm
          busy={create.isPending}
          error={create.error}
          onSubmit={(invitation) => {
            setName(invitation.candidateName)
            create.mutate(invitation)
          }}
        />
      ) : (
        <Stack>
          <Text size="sm">
            Send this link to the candidate. It is shown only now; a new one can be made on the board at any
            time. Opening it starts nothing: the clock starts when the candidate presses start.
          </Text>
          <CopyField label="Link for the candidate" value={create.data.link} />
          <Group>
            <Button variant="default" onClick={() => create.reset()}>
              Invite another
            </Button>
            <Button variant="subtle" onClick={props.onClose}>
              Done
            </Button>
          </Group>
        </Stack>
      )}
    </Drawer>
  )
}
