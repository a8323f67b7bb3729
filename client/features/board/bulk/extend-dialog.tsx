import { Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { splitByField } from '../../../lib/api/field-errors.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { invitationsOf } from './describe-bulk.ts'

/** Asks for the new day; what it would do is shown before anything is done. */
export function ExtendDialog(props: {
  count: number
  busy: boolean
  error: Error | null
  onDay: (takeByDate: string) => void
  onClose: () => void
}) {
  const [day, setDay] = useState('')
  const refused = splitByField(props.error, (path) => (path.endsWith('takeByDate') ? 'day' : null))
  return (
    <ConfirmDialog
      opened
      title={`A later day to start for ${invitationsOf(props.count)}`}
      confirmLabel="See what that does"
      cancelLabel="Leave them"
      busy={props.busy}
      disabled={day === ''}
      onConfirm={() => props.onDay(day)}
      onClose={props.onClose}
    >
      <Stack gap="sm">
        <Text size="sm">Nothing is changed or sent before you have seen it.</Text>
        <TextInput
          type="date"
          label="Take it by"
          description="The last day to start, where your organisation is."
          value={day}
          error={refused.fields['day']}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        {refused.rest !== null && <ErrorPanel error={refused.rest} />}
      </Stack>
    </ConfirmDialog>
  )
}
