import { Badge, Text, VisuallyHidden } from '@mantine/core'
import { lazy, useState } from 'react'
import { Link } from 'react-router'
import type { BoardRow } from '#contracts/api/board/board.ts'
import { formatInstant, viewerZone } from '../../../lib/clock/times.ts'
import { formatByServer, hasOtherRules } from '../../../lib/clock/server-wall-time.ts'
import { useNow } from '../../../lib/clock/use-now.ts'
import { exerciseLabel } from '../exercise-label.ts'
import { paths } from '../../../lib/paths.ts'
import { RelativeInstant } from '../../../ui/instant.tsx'
import { MenuButton } from '../../../ui/inputs/menu-button.tsx'
import { RowBoundary } from '../../../ui/row-boundary.tsx'
import { invitationStates } from '../invitation-state.ts'
import { nextDate } from './next-date.ts'
import { ChecksCell } from './checks-cell.tsx'
import type { Selection } from '../bulk/use-selection.ts'
import { RemainingTime } from './remaining-time.tsx'
import { RowBadges } from '../row/row-badges.tsx'
import { RowDialogs, type RowDialog } from '../row/row-dialogs-context.tsx'

const RowMenu = lazy(async () => ({ default: (await import('../row/row-menu.tsx')).RowMenu }))

export function BoardTable(props: { rows: readonly BoardRow[]; selection: Selection }) {
  const { rows, selection } = props
  const ids = rows.map(({ id }) => id)
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th scope="col">
            <span className="row-choice">
              <input
                type="checkbox"
                aria-label="Choose all on this page"
                checked={ids.every((id) => selection.ids.has(id))}
                onChange={(event) => selection.choose(ids, event.currentTarget.checked)}
              />
              Candidate
            </span>
          </th>
          <th scope="col">State</th>
          <th scope="col">Position and exercise</th>
          <th scope="col">Next date</th>
          <th scope="col">Checks</th>
          <th scope="col">Reviews</th>
          <th scope="col">
            <VisuallyHidden>Actions</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RowBoundary key={row.id} title={row.candidateName} columns={7}>
            <BoardLine row={row} chosen={selection.ids.has(row.id)} onChoose={selection.choose} />
          </RowBoundary>
        ))}
      </tbody>
    </table>
  )
}

function BoardLine({ row, chosen, onChoose }: Choosable) {
  const [open, setOpen] = useState<RowDialog | null>(null)
  return (
    <tr>
      <td className="card-title">
        <CandidateCell row={row} chosen={chosen} onChoose={onChoose} />
        <RowBadges row={row} onOpen={setOpen} />
      </td>
      <td data-label="State">
        <StateCell row={row} />
      </td>
      <td data-label="For">
        <ExerciseCell row={row} />
      </td>
      <td data-label="Next date">
        <NextDateCell row={row} />
      </td>
      <td data-label="Checks">
        <ChecksCell row={row} />
      </td>
      <td data-label="Reviews">
        <Text size="sm" className="figures">
          {row.startedAt === null ? '–' : `${row.reviewsDone} of ${row.reviewsNeeded}`}
        </Text>
      </td>
      <td className="card-menu">
        <MenuButton label={`Actions for ${row.candidateName}`}>
          {() => <RowMenu row={row} onOpen={setOpen} />}
        </MenuButton>
        <RowDialogs row={row} open={open} onClose={() => setOpen(null)} />
      </td>
    </tr>
  )
}

interface Choosable {
  row: BoardRow
  chosen: boolean
  onChoose: Selection['choose']
}

function CandidateCell({ row, chosen, onChoose }: Choosable) {
  return (
    <>
      <span className="row-choice">
        <input
          type="checkbox"
          aria-label={`Choose ${row.candidateName}`}
          checked={chosen}
          onChange={(event) => onChoose([row.id], event.currentTarget.checked)}
        />
        <Link to={paths.candidate(row.id)} className="candidate-name">
          {row.candidateName}
        </Link>
      </span>
      <Text size="xs" c="dimmed">
        {row.candidateEmail}
      </Text>
    </>
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
        {row.state === 'in_progress' && row.deadline !== null ? (
          <RemainingTime deadline={row.deadline} />
        ) : (
          <RelativeInstant at={row.stateSince} />
        )}
      </Text>
    </div>
  )
}

function ExerciseCell({ row }: { row: BoardRow }) {
  return (
    <div>
      <Text size="sm">{row.positionTitle}</Text>
      <Text size="xs" c="dimmed">
        {exerciseLabel(row.exercise)}
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
