import { Code, Group, Text } from '@mantine/core'
import type { ChangedSubmission } from '#contracts/api/regrades.ts'
import { VerdictBadge } from '../../ui/results/verdict-badge.tsx'

/** Submissions that came out otherwise, by alias: verdict and checks, before and after. */
export function ChangedTable(props: { rows: readonly ChangedSubmission[] }) {
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th>Submission</th>
          <th>Verdict before</th>
          <th>Verdict now</th>
          <th>Checks that came out otherwise</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.alias}>
            <td className="card-title">
              <Text size="sm" fw={600}>
                {row.alias}
              </Text>
            </td>
            <td data-label="Before">
              {row.before === null ? (
                <Text size="sm" c="dimmed">
                  none
                </Text>
              ) : (
                <VerdictBadge verdict={row.before} />
              )}
            </td>
            <td data-label="Now">
              <VerdictBadge verdict={row.after} />
            </td>
            <td data-label="Checks">
              <Flips row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
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
              {describeGrading(check.before)} → {describeGrading(check.after)}
            </Text>
          </Group>
        </li>
      ))}
    </ul>
  )
}

function describeGrading(held: boolean | null): string {
  if (held === null) return 'not there'
  return held ? 'held' : 'did not hold'
}
