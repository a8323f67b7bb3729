import { Text } from '@mantine/core'
import { Link } from 'react-router'
import type { Regrade } from '#contracts/api/regrades.ts'
import { paths } from '../../lib/paths.ts'
import { formatInstant } from '../../lib/clock/times.ts'
import { RelativeInstant } from '../../ui/instant.tsx'
import { RegradeProgress } from './regrade-progress.tsx'

export function RegradesTable(props: { rows: readonly Regrade[] }) {
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th>Submissions</th>
          <th>Checks</th>
          <th>Because</th>
          <th>Asked</th>
          <th>Progress</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Line(props: { row: Regrade }) {
  const { row } = props
  return (
    <tr>
      <td className="card-title">
        <Link to={paths.regrade(row.id)} className="row-link">
          {row.exerciseTitle} {row.fromVersion}
        </Link>
        <Text size="xs" c="dimmed">
          {row.alias === null ? 'all submissions' : `only ${row.alias}`}
        </Text>
      </td>
      <td data-label="Checks">{row.checksVersion}</td>
      <td data-label="Because">
        <Text size="sm" lineClamp={2} maw={380}>
          {row.reason}
        </Text>
      </td>
      <td data-label="Asked">
        <div>
          <Text size="sm">
            <RelativeInstant at={row.askedAt} /> by {row.askedBy}
          </Text>
          <Text size="xs" c="dimmed">
            {formatInstant(new Date(row.askedAt))}
          </Text>
        </div>
      </td>
      <td data-label="Progress">
        <RegradeProgress regrade={row} />
      </td>
    </tr>
  )
}
