import { Button, Skeleton, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { OutboxMail } from '#contracts/api/outbox.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useOutbox } from './api.ts'
import { OutboxTable } from './outbox-table.tsx'

const MailDrawer = lazy(async () => ({ default: (await import('./mail-drawer.tsx')).MailDrawer }))

const ways = {
  smtp: 'Mails go out through the mail server of this installation, and their texts are not kept. Below are those from before it was set.',
  folder:
    'No mail server is set, so nobody gets these by themselves. Each stands here as it would have been sent: open it, and pass it on.',
  off: 'Mail is off here, so nobody gets these by themselves. Each stands here as it would have been sent: open it, and pass it on.',
} as const

/** Every mail of the last month that no mail server took away. */
export function OutboxPage() {
  const outbox = useOutbox()
  const [opened, setOpened] = useState<OutboxMail | null>(null)
  const [first] = outbox.data?.pages ?? []
  return (
    <Stack gap="lg">
      <title>Outbox · Fairtime</title>
      <div>
        <Title order={1} size="h2">
          Outbox
        </Title>
        {first !== undefined && <Text c="dimmed">{ways[first.mail]}</Text>}
      </div>
      {outbox.isError && <ErrorPanel error={outbox.error} onRetry={() => void outbox.refetch()} />}
      {first === undefined && !outbox.isError && <Skeleton h={240} role="status" aria-label="Loading" />}
      {first !== undefined && <Mails outbox={outbox} onOpen={setOpened} />}
      {opened !== null && (
        <Suspense fallback={null}>
          <MailDrawer mail={opened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </Stack>
  )
}

function Mails(props: { outbox: ReturnType<typeof useOutbox>; onOpen: (mail: OutboxMail) => void }) {
  const { outbox } = props
  const mails = (outbox.data?.pages ?? []).flatMap((page) => page.mails)
  if (mails.length === 0)
    return (
      <EmptyState title="Nothing here">
        Mails appear here within seconds of what they tell of, and stay for thirty days.
      </EmptyState>
    )
  return (
    <>
      <OutboxTable mails={mails} onOpen={props.onOpen} />
      {outbox.hasNextPage && (
        <Button
          variant="default"
          loading={outbox.isFetchingNextPage}
          onClick={() => void outbox.fetchNextPage()}
        >
          Show earlier ones
        </Button>
      )}
    </>
  )
}
