import { Alert, Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Api } from '#contracts/api.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { CopyField } from '../../ui/inputs/copy-field.tsx'
import { PanelBoundary } from '../../ui/panel-boundary.tsx'
import { InviteForm } from './invite-form.tsx'
import { useCreateInvitation } from './api.ts'

export function InviteDrawer(props: { asOf?: string | undefined; onClose: () => void }) {
  const [candidate, setCandidate] = useState({ name: '', email: '' })
  const create = useCreateInvitation()
  return (
    <Drawer
      opened
      onClose={props.onClose}
      position="right"
      size={460}
      title={create.data === undefined ? 'Invite a candidate' : `${candidate.name} is invited`}
      transitionProps={{ duration: 150 }}
    >
      {create.data === undefined ? (
        <PanelBoundary>
          <InviteForm
            asOf={props.asOf}
            busy={create.isPending}
            error={create.error}
            onSubmit={(invitation) => {
              setCandidate({ name: invitation.candidateName, email: invitation.candidateEmail })
              create.mutate(invitation)
            }}
          />
        </PanelBoundary>
      ) : (
        <CreatedInvitation
          invitation={create.data}
          address={candidate.email}
          onInviteAnother={() => create.reset()}
          onClose={props.onClose}
        />
      )}
    </Drawer>
  )
}

function CreatedInvitation(props: {
  invitation: Created
  address: string
  onInviteAnother: () => void
  onClose: () => void
}) {
  const { invitation } = props
  return (
    <Stack>
      <Text size="sm">
        {describeMailing(invitation.mail, props.address)} The link is shown only now; a new one can be made on
        the board at any time. Opening it starts nothing: the clock starts when the candidate presses start.
      </Text>
      {invitation.warnings.map(({ code, message }) => (
        <Alert key={code} color="yellow" variant="outline">
          {message}
        </Alert>
      ))}
      <CopyField label="Link for the candidate" value={invitation.link} />
      <Group>
        <Button variant="default" onClick={props.onInviteAnother}>
          Invite another
        </Button>
        <Button variant="subtle" onClick={props.onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  )
}

type Created = ResponseOf<Api['createInvitation']>
type MailDelivery = 'smtp' | 'folder' | 'off'

function describeMailing(mail: MailDelivery, address: string): string {
  switch (mail) {
    case 'smtp':
      return `It was also sent to ${address}, so you need not do more.`
    case 'folder':
      return 'Mail is written into a folder here, so send the link yourself.'
    case 'off':
      return 'Mail is off here: send the link yourself.'
  }
}
