import { Table, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { Regrade } from '#contracts/api/regrades.ts'
import { paths } from '../../lib/paths.ts'
import { formatInstant } from '../../lib/clock/times.ts'
import { RelativeInstant } from '../../ui/instant.tsx'
import { RegradeProgress } from './regrade-progress.tsx'

export function RegradesTable(props: { rows: readonly Regrade[] }) {
  return (
    <Table className="card-table" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Submissions</Table.Th>
          <Table.Th>Checks</Table.Th>
          <Table.Th>Because</Table.Th>
          <Table.Th>Asked</Table.Th>
          <Table.Th>Progress</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Line(props: { row: Regrade }) {
  const { row } = props
  return (
    <Table.Tr>
      <Table.Td className="card-title">
        <Link to={paths.regrade(row.id)} className="row-link">
          {row.exerciseTitle} {row.fromVersion}
        </Link>
        <Text size="xs" c="dimmed">
          {row.alias === null ? 'all submissions' : `only ${row.alias}`}
        </Text>
      </Table.Td>
      <Table.Td data-label="Checks">{row.checksVersion}</Table.Td>
      <Table.Td data-label="Because" maw={380}>
        <Text size="sm" lineClamp={2}>
          {row.reason}
        </Text>
      </Table.Td>
      <Table.Td data-label="Asked">
        <div>
          <Text size="sm">
            <RelativeInstant at={row.askedAt} /> by {row.askedBy}
          </Text>
          <Text size="xs" c="dimmed">
            {formatInstant(new Date(row.askedAt))}
          </Text>
        </div>
      </Table.Td>
      <Table.Td data-label="Progress">
        <RegradeProgress regrade={row} />
      </Table.Td>
    </Table.Tr>
  )
}
