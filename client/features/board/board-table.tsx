import { Badge, Table, Text, VisuallyHidden } from '@mantine/core'
import { lazy, useState } from 'react'
import type { BoardRow } from '#contracts/api/board.ts'
import { languages } from '#contracts/languages.ts'
import { formatInstant, viewerZone } from '../../lib/clock/times.ts'
import { formatByServer, hasOtherRules } from '../../lib/clock/server-wall-time.ts'
import { useNow } from '../../lib/clock/use-now.ts'
import { RelativeInstant } from '../../ui/instant.tsx'
import { MenuButton } from '../../ui/inputs/menu-button.tsx'
import { RowBoundary } from '../../ui/row-boundary.tsx'
import { invitationStates } from './invitation-state.ts'
import { nextDate } from './next-date.ts'
import { ChecksCell } from './checks-cell.tsx'
import { RowBadges } from './row/row-badges.tsx'
import { RowDialogs, type RowDialog } from './row/row-dialogs-context.tsx'

const RowMenu = lazy(async () => ({ default: (await import('./row/row-menu.tsx')).RowMenu }))

export function BoardTable(props: { rows: readonly BoardRow[] }) {
  return (
    <Table className="card-table" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Candidate</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>Position and exercise</Table.Th>
          <Table.Th>Next date</Table.Th>
          <Table.Th>Checks</Table.Th>
          <Table.Th>Reviews</Table.Th>
          <Table.Th>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.rows.map((row) => (
          <RowBoundary key={row.id} title={row.candidateName} columns={7}>
            <BoardLine row={row} />
          </RowBoundary>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function BoardLine(props: { row: BoardRow }) {
  const { row } = props
  const [open, setOpen] = useState<RowDialog | null>(null)
  return (
    <Table.Tr>
      <Table.Td className="card-title">
        <Text size="sm" fw={600}>
          {row.candidateName}
        </Text>
        <Text size="xs" c="dimmed">
          {row.candidateEmail}
        </Text>
        <RowBadges row={row} onOpen={setOpen} />
      </Table.Td>
      <Table.Td data-label="State">
        <StateCell row={row} />
      </Table.Td>
      <Table.Td data-label="For">
        <ExerciseCell row={row} />
      </Table.Td>
      <Table.Td data-label="Next date">
        <NextDateCell row={row} />
      </Table.Td>
      <Table.Td data-label="Checks">
        <ChecksCell row={row} />
      </Table.Td>
      <Table.Td data-label="Reviews">
        <Text size="sm" className="figures">
          {row.startedAt === null ? '–' : `${row.reviewsDone} of ${row.reviewsNeeded}`}
        </Text>
      </Table.Td>
      <Table.Td className="card-menu">
        <MenuButton label={`Actions for ${row.candidateName}`}>
          {() => <RowMenu row={row} onOpen={setOpen} />}
        </MenuButton>
        <RowDialogs row={row} open={open} onClose={() => setOpen(null)} />
      </Table.Td>
    </Table.Tr>
  )
}

function StateCell({ row }: { row: BoardRow }) {
  const state = invitationStates[row.state]
  return (
    <div>
      <Badge className="tone-badge" data-tone={state.tone} miw="max-content">
        {state.label}
      </Badge>
      <Text size="xs" c="dimmed" mt={2}>
        <RelativeInstant at={row.stateSince} />
      </Text>
    </div>
  )
}

function ExerciseCell({ row }: { row: BoardRow }) {
  return (
    <div>
      <Text size="sm">{row.positionTitle}</Text>
      <Text size="xs" c="dimmed">
        {row.exerciseTitle} {row.exerciseVersion}, {languages[row.language].name}
      </Text>
    </div>
  )
}

function NextDateCell(props: { row: BoardRow }) {
  const date = nextDate(props.row)
  const now = useNow(60_000)
  const missed = date.promised && Date.parse(date.at) < now.getTime()
  return (
    <div>
      <Text size="sm" {...(missed ? { c: 'var(--bad)', fw: 600 } : {})}>
        {date.label}{' '}
        <RelativeInstant at={date.at} {...(date.zone === undefined ? {} : { zone: date.zone })} />
      </Text>
      <Text size="xs" c="dimmed">
        {formatInstant(new Date(date.at))}
      </Text>
      {date.agreed !== undefined && (date.zone !== viewerZone() || hasOtherRules(date.agreed)) && (
        <Text size="xs" c="dimmed">
          {formatByServer(date.agreed)} ({date.zone})
        </Text>
      )}
    </div>
  )
}
