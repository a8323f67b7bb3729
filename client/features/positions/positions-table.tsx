import { Badge, Button, Group, Text, VisuallyHidden } from '@mantine/core'
import { Link } from 'react-router'
import { paths } from '../../lib/paths.ts'
import type { Position } from '#contracts/api/positions.ts'
import { useExercises } from '../../lib/use-exercises.ts'
import { RowBoundary } from '../../ui/row-boundary.tsx'
import { CloseButton } from './close-button.tsx'
import { CohortNotice } from './cohort-notice.tsx'
import type { PositionTarget } from './position-drawer.tsx'

const columns = ['Position', 'Exercises', 'Reviewers', 'Looked for'] as const

export function PositionsTable(props: {
  positions: readonly Position[]
  onOpen: (target: PositionTarget) => void
}) {
  return (
    <table className="card-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column}>{column}</th>
          ))}
          <th>
            <VisuallyHidden>Actions</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {props.positions.map((position) => (
          <RowBoundary key={position.id} title={position.title} columns={columns.length + 1}>
            <PositionLine position={position} onOpen={(kind) => props.onOpen({ kind, position })} />
          </RowBoundary>
        ))}
      </tbody>
    </table>
  )
}

function PositionLine(props: { position: Position; onOpen: (kind: 'edit' | 'copy') => void }) {
  const { position } = props
  return (
    <tr>
      <td className="card-title">
        <PositionSummary position={position} />
      </td>
      <td data-label="Exercises">
        <ExerciseTitles position={position} />
        <CohortNotice position={position} />
      </td>
      <td data-label="Reviewers">
        <Reviewers position={position} />
      </td>
      <td data-label="Looked for">
        <Text size="sm" lineClamp={3}>
          {position.focusAttributes.map(({ title }) => title).join(' · ') || 'Nothing named'}
        </Text>
      </td>
      <td data-label="Actions" className="card-action">
        <RowActions position={position} onOpen={props.onOpen} />
      </td>
    </tr>
  )
}

function RowActions(props: { position: Position; onOpen: (kind: 'edit' | 'copy') => void }) {
  const { position, onOpen } = props
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Button
        size="xs"
        variant="default"
        onClick={() => onOpen('edit')}
        aria-label={`Edit ${position.title}`}
      >
        Edit
      </Button>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        onClick={() => onOpen('copy')}
        aria-label={`Copy ${position.title}`}
      >
        Copy
      </Button>
      {position.closedAt === null && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          component={Link}
          to={paths.importInvitations(position.id)}
          aria-label={`Invite several for ${position.title}`}
        >
          Invite several
        </Button>
      )}
      <CloseButton position={position} />
    </Group>
  )
}

function PositionSummary({ position }: { position: Position }) {
  return (
    <>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {position.title}
        </Text>
        {position.closedAt !== null && (
          <Badge className="tone-badge" data-tone="plain">
            Closed
          </Badge>
        )}
      </Group>
      <Text size="xs" c="dimmed" lineClamp={2} maw={420}>
        {position.summary}
      </Text>
    </>
  )
}

function ExerciseTitles({ position }: { position: Position }) {
  const { cohort, exerciseIds } = position
  const exercises = useExercises()
  const titleOf = (id: string) => {
    const found = exercises.data?.exercises.find((exercise) => exercise.id === id)
    return found?.title ?? (exercises.isSuccess ? `${id} (not loaded)` : id)
  }
  return (
    <div>
      {exerciseIds.map((id) => (
        <Text key={id} size="sm">
          {titleOf(id)}{' '}
          <Text span size="xs" c="dimmed">
            {cohort?.exercises.find(({ exerciseId }) => exerciseId === id)?.version}
          </Text>
        </Text>
      ))}
      {cohort !== null && cohort.number > 1 && (
        <Text size="xs" c="dimmed">
          Cohort {cohort.number}
        </Text>
      )}
    </div>
  )
}

/** Two reviews are needed, so fewer people than that cannot finish one. */
const fewestReviewers = 2

function Reviewers(props: { position: Position }) {
  const { reviewers, closedAt, exerciseIds } = props.position
  const tooFew = reviewers.length < fewestReviewers && closedAt === null
  return (
    <div>
      {reviewers.map(({ id, name, exerciseIds: marked }) => (
        <Text key={id} size="sm">
          {name}
          {marked.length > 0 && (
            <Text span size="xs" c="dimmed">
              {` (${marked.length} of ${exerciseIds.length} exercises)`}
            </Text>
          )}
        </Text>
      ))}
      {tooFew && (
        <Text size="xs" c="var(--warn)">
          {reviewers.length === 0 ? 'Nobody yet' : 'One alone'}: each submission needs two reviews.
        </Text>
      )}
    </div>
  )
}
