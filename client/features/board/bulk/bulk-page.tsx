import { Anchor, Button, Group, List, Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link, useNavigate, useParams } from 'react-router'
import type { BulkAction } from '#contracts/api/board/bulk-actions.ts'
import { paths } from '../../../lib/paths.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useBulkAction, useConfirmBulk, useForgetBulk } from './api.ts'
import { BulkItems } from './bulk-items.tsx'
import { BulkResult } from './bulk-result.tsx'
import { bulkWords } from './describe-bulk.ts'

/** Something done to many invitations: what it would do, the time to take it back, and what became of it. */
export function BulkPage() {
  const { bulkActionId = '' } = useParams()
  const action = useBulkAction(bulkActionId)
  const title = action.data === undefined ? 'Many at once' : bulkWords[action.data.kind].title
  return (
    <Stack gap="lg">
      <title>{`${title} · Fairtime`}</title>
      <div>
        <Group gap="md">
          <Anchor component={Link} to={paths.board()} size="sm">
            To the board
          </Anchor>
          <Anchor component={Link} to={paths.bulkActions()} size="sm">
            Earlier ones
          </Anchor>
        </Group>
        <Title order={1} size="h2">
          {title}
        </Title>
      </div>
      {action.isError && <ErrorPanel error={action.error} onRetry={() => void action.refetch()} />}
      {action.data === undefined && !action.isError && (
        <Skeleton h={240} role="status" aria-label="Loading" />
      )}
      {action.data !== undefined && (
        <>
          {action.data.state === 'draft' ? (
            <DryRun action={action.data} />
          ) : (
            <BulkResult action={action.data} />
          )}
          <BulkItems action={action.data} />
        </>
      )}
    </Stack>
  )
}

function DryRun({ action }: { action: BulkAction }) {
  const confirm = useConfirmBulk(action.id)
  const words = bulkWords[action.kind]
  return (
    <Paper withBorder p="md" className="surface" component="section" aria-label="What it would do">
      <Stack gap="sm">
        <Text fw={600}>
          {action.possible === 0 ? 'This can be done to none of them.' : words.will(action)}
        </Text>
        <Reasons action={action} />
        {action.possible > 0 && (
          <Text size="sm" c="dimmed">
            After that you have 30 seconds to take it all back: until then nothing is changed and nothing is
            sent.
          </Text>
        )}
        {confirm.error !== null && <ErrorPanel error={confirm.error} />}
        <Group>
          {action.possible > 0 && (
            <Button loading={confirm.isPending} onClick={() => confirm.mutate()}>
              {words.button(action.possible)}
            </Button>
          )}
          <Leave action={action} />
        </Group>
      </Stack>
    </Paper>
  )
}

function Leave({ action }: { action: BulkAction }) {
  const forget = useForgetBulk()
  const navigate = useNavigate()
  const leave = () => void navigate(paths.board())
  return (
    <Button
      variant="default"
      loading={forget.isPending}
      onClick={() => forget.mutate(action.id, { onSettled: leave })}
    >
      Leave it
    </Button>
  )
}

function Reasons({ action }: { action: BulkAction }) {
  const impossible = action.total - action.possible
  return (
    <>
      {action.notes.length > 0 && (
        <List size="sm" aria-label="Worth knowing">
          {action.notes.map(({ words, count }) => (
            <List.Item key={words}>
              {count.toLocaleString('en')}: {words}
            </List.Item>
          ))}
        </List>
      )}
      {impossible > 0 && (
        <div>
          <Text size="sm">
            {impossible.toLocaleString('en')} {bulkWords[action.kind].cannot}, and stay as they are:
          </Text>
          <List size="sm" aria-label="What cannot be done">
            {action.problems.map(({ words, count }) => (
              <List.Item key={words}>
                {count.toLocaleString('en')}: {words}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </>
  )
}
