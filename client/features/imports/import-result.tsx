import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { InvitationImport } from '#contracts/api/invitations/invitation-imports.ts'
import { useCountdown } from '../../lib/clock/use-countdown.ts'
import { offerFile } from '../../lib/offer-file.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { getResult, useUndoImport } from './api.ts'

/** What became of the list: it stays until it is forgotten. */
export function ImportResult({ list }: { list: InvitationImport }) {
  const download = useMutation({
    mutationFn: () => getResult(list.id),
    onSuccess: ({ fileName, content }) => offerFile(fileName, content, 'text/csv;charset=utf-8'),
  })
  const isMaking = list.state === 'making'
  const done = list.invited + list.skipped
  return (
    <Paper withBorder p="md" className="surface" component="section" aria-label="Result">
      <Stack gap="sm">
        <Text fw={600} role="status">
          {isMaking ? `Inviting: ${words(list)}` : capital(words(list))}
        </Text>
        {isMaking && (
          <Progress value={(100 * done) / Math.max(1, done + list.ticked)} aria-label="Invitations made" />
        )}
        {list.undoUntil !== null && <Undo key={list.undoUntil} list={list} undoUntil={list.undoUntil} />}
        {!isMaking && (
          <Group>
            <Button
              size="xs"
              variant="default"
              loading={download.isPending}
              onClick={() => download.mutate()}
            >
              Download the result (CSV)
            </Button>
            {list.skipped > 0 && (
              <Text size="sm">Whoever was skipped is still ticked below, with the reason.</Text>
            )}
          </Group>
        )}
        {download.error !== null && <ErrorPanel error={download.error} />}
      </Stack>
    </Paper>
  )
}

const words = ({ invited, skipped }: InvitationImport) =>
  `${invited.toLocaleString('en')} invited${skipped === 0 ? '' : `, ${skipped.toLocaleString('en')} skipped`}`
const capital = (text: string) => `${text}.`

function Undo({ list, undoUntil }: { list: InvitationImport; undoUntil: string }) {
  const undo = useUndoImport(list.id)
  const leftMs = useCountdown(new Date(undoUntil).getTime() - new Date(list.asOf).getTime())
  if (leftMs <= 0) return <Text size="sm">The mails are on their way.</Text>
  return (
    <Stack gap="xs">
      <Group>
        <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate(undefined)}>
          Take it all back
        </Button>
        <Text size="sm" className="figures">
          The mails leave in {Math.ceil(leftMs / 1_000)} s, also when this page is closed.
        </Text>
      </Group>
      {undo.error !== null && <ErrorPanel error={undo.error} />}
    </Stack>
  )
}
