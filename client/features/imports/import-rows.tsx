import { Badge, Button, Checkbox, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import type {
  ImportRow,
  ImportStatus,
  InvitationImport,
} from '#contracts/api/invitations/invitation-imports.ts'
import { formatInstant } from '../../lib/clock/times.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { RowBoundary } from '../../ui/row-boundary.tsx'
import { useChangeRow, useImportRows } from './api.ts'
import { NameChoice } from './name-choice.tsx'
import { StatusFilter } from './status-filter.tsx'
import { statusWords } from './status-words.ts'

const columns = ['Name', 'Mail address', 'What is known', 'Terms'] as const

export function ImportRows({ list }: { list: InvitationImport }) {
  const [status, setStatus] = useState<ImportStatus | undefined>()
  const [starts, setStarts] = useState<number[]>([0])
  const rows = useImportRows(list.id, { after: starts.at(-1) ?? 0, status })
  const show = (next: ImportStatus | undefined) => {
    setStatus(next)
    setStarts([0])
  }
  const last = rows.data?.rows.at(-1)?.rowNumber
  return (
    <Stack gap="sm">
      <StatusFilter list={list} status={status} onStatus={show} />
      {rows.isError && <ErrorPanel error={rows.error} onRetry={() => void rows.refetch()} />}
      <PeopleTable list={list} rows={rows.data?.rows ?? []} />
      <Group>
        {starts.length > 1 && (
          <Button size="xs" variant="default" onClick={() => setStarts(starts.slice(0, -1))}>
            The hundred before
          </Button>
        )}
        {rows.data?.more === true && last !== undefined && (
          <Button size="xs" variant="default" onClick={() => setStarts([...starts, last])}>
            The next hundred
          </Button>
        )}
      </Group>
    </Stack>
  )
}

function PeopleTable({ list, rows }: { list: InvitationImport; rows: readonly ImportRow[] }) {
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th>
            <VisuallyHidden>Invite</VisuallyHidden>
          </th>
          {columns.map((column) => (
            <th key={column}>{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RowBoundary key={row.rowNumber} title={row.email} columns={columns.length + 1}>
            <PersonLine list={list} row={row} />
          </RowBoundary>
        ))}
      </tbody>
    </table>
  )
}

function PersonLine({ list, row }: { list: InvitationImport; row: ImportRow }) {
  const change = useChangeRow(list.id)
  const { rowNumber } = row
  const isFixed = row.outcome === 'invited' || list.state === 'making'
  const ticked = change.isPending ? (change.variables.ticked ?? row.ticked) : row.ticked
  return (
    <tr>
      <td data-label="Invite">
        <Checkbox
          aria-label={`Invite ${row.names.written || row.email}`}
          checked={ticked}
          disabled={row.problem !== null || isFixed}
          onChange={(event) => change.mutate({ rowNumber, ticked: event.currentTarget.checked })}
        />
      </td>
      <td className="card-title">
        <NameChoice
          row={row}
          disabled={isFixed}
          onChoose={(nameChoice) => change.mutate({ rowNumber, nameChoice })}
        />
      </td>
      <td data-label="Mail address">
        <Address email={row.email} />
      </td>
      <td data-label="What is known">
        <div>
          <Known row={row} />
          {!isFixed && <Readings row={row} onChoose={(startsAt) => change.mutate({ rowNumber, startsAt })} />}
          {change.error !== null && <ErrorPanel error={change.error} />}
        </div>
      </td>
      <td data-label="Terms">
        <div>
          <TermsCell row={row} />
        </div>
      </td>
    </tr>
  )
}

function Address({ email }: { email: string }) {
  return (
    <Text size="sm" className="import-address">
      {email || 'none'}
    </Text>
  )
}

function Known({ row }: { row: ImportRow }) {
  const { label, tone } =
    row.outcome === 'invited' ? { label: 'Invited', tone: 'good' } : statusWords[row.status]
  return (
    <>
      <Badge className="tone-badge" data-tone={tone}>
        {row.outcome === 'skipped' ? 'Skipped' : label}
      </Badge>
      {row.outcomeReason !== null && <Text size="sm">{row.outcomeReason}</Text>}
      {row.problem !== null && (
        <Text size="sm">
          {row.problem.reason} {row.problem.next}
        </Text>
      )}
      {row.notes.map((note) => (
        <Text key={note} size="sm">
          {note}
        </Text>
      ))}
    </>
  )
}

function Readings(props: { row: ImportRow; onChoose: (startsAt: string) => void }) {
  if (props.row.readings.length === 0) return null
  return (
    <Group gap="xs" mt={4}>
      {props.row.readings.map(({ label, at }) => (
        <Button key={at} size="xs" variant="default" onClick={() => props.onChoose(at)}>
          {label}
        </Button>
      ))}
    </Group>
  )
}

function TermsCell({ row }: { row: ImportRow }) {
  const { appointment, extraTimeFactor, exerciseTitle, problem } = row
  return (
    <>
      <Text size="sm">{exerciseTitle ?? (problem === null ? 'Chooses the exercise' : 'No exercise')}</Text>
      {appointment !== null && (
        <Text size="sm">{formatInstant(new Date(appointment.startsAt), appointment.zone)}</Text>
      )}
      {extraTimeFactor > 1 && <Text size="sm">{Math.round((extraTimeFactor - 1) * 100)} % more time</Text>}
    </>
  )
}
