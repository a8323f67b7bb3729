import { Anchor, Button, Group, Text } from '@mantine/core'
import { Link } from 'react-router'
import { boardLimits } from '#contracts/api/board/board.ts'
import { paths } from '../../../lib/paths.ts'

/** Which rows of how many are shown, and the way to the others. */
export function PageBar(props: {
  page: number
  pages: number
  total: number
  onTurn: (page: number) => void
}) {
  const { page, pages, total, onTurn } = props
  const first = (page - 1) * boardLimits.pageRows + 1
  const last = Math.min(total, page * boardLimits.pageRows)
  const figure = (count: number) => count.toLocaleString('en')
  return (
    <Group justify="space-between" component="nav" aria-label="Pages" mih={36}>
      <Text size="sm" c="dimmed" className="figures" role="status">
        {total === 1 ? '1 invitation' : `${figure(first)} to ${figure(last)} of ${figure(total)} invitations`}
      </Text>
      <Anchor component={Link} to={paths.bulkActions()} size="sm">
        Done to several at once
      </Anchor>
      {pages > 1 && (
        <Group gap="xs">
          <Button variant="default" size="xs" disabled={page <= 1} onClick={() => onTurn(page - 1)}>
            Previous
          </Button>
          <Text size="sm" className="figures">
            Page {figure(page)} of {figure(pages)}
          </Text>
          <Button variant="default" size="xs" disabled={page >= pages} onClick={() => onTurn(page + 1)}>
            Next
          </Button>
        </Group>
      )}
    </Group>
  )
}
