import { Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { BoardRow } from '#contracts/api/board/board.ts'
import { splitByField } from '../../../lib/api/field-errors.ts'
import { formatInstant } from '../../../lib/clock/times.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useExtendInvitation, useReopenInvitation } from '../api.ts'

interface DateDialogProps {
  row: BoardRow
  onClose: () => void
}

/** Other dates for somebody who has not started. */
export function Extend({ row, onClose }: DateDialogProps) {
  const extend = useExtendInvitation(row.id)
  const [takeBy, setTakeBy] = useState('')
  const [scheduleBy, setScheduleBy] = useState('')
  const refused = splitByField(extend.error, (path) => (path.endsWith('ByDate') ? path : null))
  const send = () =>
    extend.mutate(
      { takeByDate: takeBy, scheduleByDate: scheduleBy === '' ? null : scheduleBy },
      { onSuccess: onClose },
    )
  return (
    <ConfirmDialog
      opened
      title={`Dates of ${row.candidateName}`}
      confirmLabel="Set and tell by mail"
      cancelLabel="Leave them"
      busy={extend.isPending}
      disabled={takeBy === ''}
      onConfirm={send}
      onClose={onClose}
    >
      <Stack gap="sm">
        <DatesSoFar row={row} />
        <DayField
          label="Take it by"
          value={takeBy}
          error={refused.fields['takeByDate']}
          onChange={setTakeBy}
        />
        <DayField
          label="Pick a time by (optional)"
          value={scheduleBy}
          error={refused.fields['scheduleByDate']}
          onChange={setScheduleBy}
        />
        {refused.rest !== null && <ErrorPanel error={refused.rest} />}
      </Stack>
    </ConfirmDialog>
  )
}

function DatesSoFar({ row }: { row: BoardRow }) {
  return (
    <Text size="sm">
      {row.scheduleBy !== null && `A time is picked by ${formatInstant(new Date(row.scheduleBy))}. `}
      It is open until {formatInstant(new Date(row.expiresAt))}. The candidate gets the new dates by mail,
      with a link that works.
    </Text>
  )
}

function DayField(props: {
  label: string
  value: string
  error: string | undefined
  onChange: (day: string) => void
}) {
  return (
    <TextInput
      type="date"
      label={props.label}
      value={props.value}
      error={props.error}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

export function Reopen({ row, onClose }: DateDialogProps) {
  const reopen = useReopenInvitation(row.id)
  return (
    <ConfirmDialog
      opened
      title={`Take it up again with ${row.candidateName}?`}
      confirmLabel="Take it up again"
      busy={reopen.isPending}
      onConfirm={() => reopen.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">
        {row.declineReason === null
          ? 'They said "no, thank you", without a reason.'
          : `They said "no, thank you": ${row.declineReason}`}
      </Text>
      <Text size="sm">They get a mail with a link, and can start again until the invitation ends.</Text>
      {reopen.isError && <ErrorPanel error={reopen.error} />}
    </ConfirmDialog>
  )
}
