import { Button, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { Position } from '#contracts/api/positions.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useOpenOrClose } from './api.ts'

const ConfirmDialog = lazy(async () => ({
  default: (await import('../../ui/confirm-dialog.tsx')).ConfirmDialog,
}))

/** Closing asks once; opening again undoes it and asks nothing. */
export function CloseButton(props: { position: Position }) {
  const { position } = props
  const [asking, setAsking] = useState(false)
  const write = useOpenOrClose(position.id)
  const isOpen = position.closedAt === null
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        loading={write.isPending && !asking}
        aria-label={`${isOpen ? 'Close' : 'Open again'} ${position.title}`}
        onClick={() => (isOpen ? setAsking(true) : write.mutate(true))}
      >
        {isOpen ? 'Close' : 'Open again'}
      </Button>
      {write.isError && !asking && <ErrorPanel error={write.error} />}
      {asking && (
        <Suspense fallback={null}>
          <ConfirmDialog
            opened
            title={`Close “${position.title}”?`}
            confirmLabel="Close the position"
            cancelLabel="Keep it open"
            busy={write.isPending}
            onConfirm={() => write.mutate(false, { onSuccess: () => setAsking(false) })}
            onClose={() => setAsking(false)}
          >
            <Text size="sm">
              Nobody further can be invited for it. Invitations that are out, exercises under way and reviews
              go on as promised. It can be opened again at any time.
            </Text>
            {write.isError && <ErrorPanel error={write.error} />}
          </ConfirmDialog>
        </Suspense>
      )}
    </>
  )
}
