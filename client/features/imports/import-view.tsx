import { Button, Group, List, Paper, Skeleton, Stack, Text } from '@mantine/core'
import type { InvitationImport } from '#contracts/api/invitations/invitation-imports.ts'
import { formatInstant } from '../../lib/clock/times.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useConfirmImport, useForgetImport, useImport } from './api.ts'
import { ImportResult } from './import-result.tsx'
import { ImportRows } from './import-rows.tsx'

export function ImportView(props: { importId: string; onLeave: () => void }) {
  const list = useImport(props.importId)
  if (list.data === undefined)
    return list.isError ? (
      <Stack align="flex-start">
        <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
        <Button variant="default" onClick={props.onLeave}>
          Read another list
        </Button>
      </Stack>
    ) : (
      <Skeleton h={320} role="status" aria-label="Loading" />
    )
  return (
    <Stack gap="lg">
      {list.data.state !== 'draft' && <ImportResult list={list.data} />}
      <Reading list={list.data} />
      <ImportRows list={list.data} />
      <Sending list={list.data} onLeave={props.onLeave} />
    </Stack>
  )
}

function Reading({ list }: { list: InvitationImport }) {
  return (
    <div>
      <List size="sm" aria-label="How the list was read">
        {list.reading.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
        <List.Item>
          {list.scheduleBy !== null &&
            `A time is picked by ${formatInstant(new Date(list.scheduleBy), list.zone)}. `}
          It is started by {formatInstant(new Date(list.takeBy), list.zone)}.
        </List.Item>
      </List>
    </div>
  )
}

/** What sending does, before it is done; and the ways out. */
function Sending({ list, onLeave }: { list: InvitationImport; onLeave: () => void }) {
  const confirm = useConfirmImport(list.id)
  return (
    <Paper withBorder p="md" className="surface">
      <Stack gap="sm">
        <Text role="status">{dryRunWords(list)}</Text>
        {confirm.error !== null && <ErrorPanel error={confirm.error} />}
        <Group>
          {(list.ticked > 0 || list.state === 'draft') && (
            <Button
              disabled={list.ticked === 0 || list.state === 'making'}
              loading={confirm.isPending}
              onClick={() => confirm.mutate(list)}
            >
              {buttonWords(list.ticked, list.state === 'made')}
            </Button>
          )}
          <WaysOut list={list} onLeave={onLeave} />
        </Group>
        <Text size="sm" c="dimmed">
          Mails leave after 30 seconds; until then everything can be taken back here.
        </Text>
      </Stack>
    </Paper>
  )
}

function WaysOut({ list, onLeave }: { list: InvitationImport; onLeave: () => void }) {
  const forget = useForgetImport()
  return (
    <>
      <Button variant="default" onClick={onLeave}>
        Read another list
      </Button>
      <Button
        variant="subtle"
        color="gray"
        loading={forget.isPending}
        disabled={list.state === 'making'}
        onClick={() => forget.mutate(list.id, { onSuccess: onLeave })}
      >
        Forget this list
      </Button>
      {forget.error !== null && <ErrorPanel error={forget.error} />}
    </>
  )
}

function dryRunWords(list: InvitationImport): string {
  if (list.ticked > 0) return `This sends ${list.dryRun.join(', ')}.`
  return list.state === 'draft' ? 'Nobody is ticked.' : 'Nobody is left to send to.'
}

function buttonWords(ticked: number, isSecondTry: boolean): string {
  const people = `${ticked.toLocaleString('en')} ${ticked === 1 ? 'person' : 'people'}`
  return isSecondTry ? `Try ${people} again` : `Invite ${people}`
}
