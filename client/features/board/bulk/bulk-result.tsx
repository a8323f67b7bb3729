import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import type { BulkAction } from '#contracts/api/board/bulk-actions.ts'
import { useCountdown } from '../../../lib/clock/use-countdown.ts'
import { offerFile } from '../../../lib/offer-file.ts'
import { paths } from '../../../lib/paths.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { getBulkResult, listFailed, useForgetBoard, useUndoBulk } from './api.ts'
import { resultWords } from './describe-bulk.ts'
import { keepChosen } from './use-selection.ts'

/** What became of it; it stays until it is forgotten. */
export function BulkResult({ action }: { action: BulkAction }) {
  return (
    <Paper withBorder p="md" className="surface" component="section" aria-label="Result">
      <Stack gap="sm">
        <Text fw={600} role="status">
          {resultWords(action)}
        </Text>
        {action.state === 'making' && (
          <Progress
            value={(100 * (action.done + action.failed)) / Math.max(1, action.possible)}
            aria-label="Done so far"
          />
        )}
        {action.undoUntil !== null && (
          <Undo key={action.undoUntil} action={action} undoUntil={action.undoUntil} />
        )}
        {(action.state === 'made' || action.state === 'undone') && <After action={action} />}
      </Stack>
    </Paper>
  )
}

function Undo({ action, undoUntil }: { action: BulkAction; undoUntil: string }) {
  const undo = useUndoBulk(action.id)
  const leftMs = useCountdown(new Date(undoUntil).getTime() - new Date(action.asOf).getTime())
  if (leftMs <= 0) return <Text size="sm">It begins now.</Text>
  return (
    <Stack gap="xs">
      <Group>
        <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
          Take it all back
        </Button>
        <Text size="sm" className="figures">
          It begins in {Math.ceil(leftMs / 1_000)} s, also when this page is closed.
        </Text>
      </Group>
      {undo.error !== null && <ErrorPanel error={undo.error} />}
    </Stack>
  )
}

/** Back to the board with those chosen that it could not be done to, so that something else can be. */
function After({ action }: { action: BulkAction }) {
  const navigate = useNavigate()
  const forgetBoard = useForgetBoard()
  const notDone = action.failed + action.total - action.possible
  const download = useMutation({
    mutationFn: () => getBulkResult(action.id),
    onSuccess: ({ fileName, content }) => offerFile(fileName, content, 'text/csv;charset=utf-8'),
  })
  const back = useMutation({
    mutationFn: async () => (action.state === 'undone' ? null : listFailed(action.id)),
    onSuccess: async (failed) => {
      if (failed !== null) keepChosen(failed.ids)
      await forgetBoard()
      await navigate(paths.board())
    },
  })
  return (
    <>
      <Group>
        <Button loading={back.isPending} onClick={() => back.mutate()}>
          {action.state === 'made' && notDone > 0
            ? `Back to the board, with the ${notDone.toLocaleString('en')} left chosen`
            : 'Back to the board'}
        </Button>
        {action.state === 'made' && (
          <Button variant="default" loading={download.isPending} onClick={() => download.mutate()}>
            Download the result (CSV)
          </Button>
        )}
      </Group>
      {download.error !== null && <ErrorPanel error={download.error} />}
      {back.error !== null && <ErrorPanel error={back.error} />}
    </>
  )
}
