import { Code, Group, Table, Text } from '@mantine/core'
import type { ChangedSubmission } from '#contracts/api/regrades.ts'
import { VerdictBadge } from '../../ui/results/verdict-badge.tsx'

/** Submissions that came out otherwise, by alias: verdict and checks, before and after. */
export function ChangedTable(props: { rows: readonly ChangedSubmission[] }) {
  return (
    <Table className="card-table" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Submission</Table.Th>
          <Table.Th>Verdict before</Table.Th>
          <Table.Th>Verdict now</Table.Th>
          <Table.Th>Checks that came out otherwise</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.rows.map((row) => (
          <Table.Tr key={row.alias}>
            <Table.Td className="card-title">
              <Text size="sm" fw={600}>
                {row.alias}
              </Text>
            </Table.Td>
            <Table.Td data-label="Before">
              {row.before === null ? (
                <Text size="sm" c="dimmed">
                  none
                </Text>
              ) : (
                <VerdictBadge verdict={row.before} />
              )}
            </Table.Td>
            <Table.Td data-label="Now">
              <VerdictBadge verdict={row.after} />
            </Table.Td>
            <Table.Td data-label="Checks">
              <Flips row={row} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Flips(props: { row: ChangedSubmission }) {
  const { flipped } = props.row
  if (flipped.length === 0) return <Text size="sm">none</Text>
  return (
    <ul className="bare-list">
      {flipped.map((check) => (
        <li key={check.checkId}>
          <Group gap={6}>
            <Code>{check.checkId}</Code>
            <Text size="sm">
              {inWords(check.before)} → {inWords(check.after)}
            </Text>
          </Group>
        </li>
      ))}
    </ul>
  )
}

function inWords(held: boolean | null): string {
  if (held === null) return 'not there'
  return held ? 'held' : 'did not hold'
}
