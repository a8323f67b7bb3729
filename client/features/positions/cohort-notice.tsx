import { Button, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { Position } from '#contracts/api/positions.ts'
import { useExercises } from '../../lib/use-exercises.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useOpenCohort } from './api.ts'
import { newerVersions, type NewerVersion } from './newer-versions.ts'

const ConfirmDialog = lazy(async () => ({
  default: (await import('../../ui/confirm-dialog.tsx')).ConfirmDialog,
}))

/** A newer version changes nothing by itself: this says that there is one, and opens the next cohort with it. */
export function CohortNotice(props: { position: Position }) {
  const { position } = props
  const exercises = useExercises()
  const [asking, setAsking] = useState(false)
  const newer = newerVersions(position, exercises.data?.exercises ?? [])
  if (newer.length === 0 || position.cohort === null || position.closedAt !== null) return null
  const next = position.cohort.number + 1
  return (
    <>
      <Text size="xs" c="var(--warn)" mt={4}>
        A newer version is there: {newer.map(describe).join(', ')}.
      </Text>
      <Button
        size="compact-xs"
        variant="default"
        mt={4}
        aria-label={`Open cohort ${next} of ${position.title}`}
        onClick={() => setAsking(true)}
      >
        Open cohort {next}
      </Button>
      {asking && (
        <Suspense fallback={null}>
          <NextCohortDialog position={position} next={next} newer={newer} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}

function NextCohortDialog(props: {
  position: Position
  next: number
  newer: readonly NewerVersion[]
  onClose: () => void
}) {
  const { position, next, newer, onClose } = props
  const open = useOpenCohort(position.id, onClose)
  return (
    <ConfirmDialog
      opened
      title={`Open cohort ${next} of “${position.title}”?`}
      confirmLabel={`Open cohort ${next}`}
      cancelLabel="Not yet"
      busy={open.isPending}
      onConfirm={() => open.mutate(position.version)}
      onClose={onClose}
    >
      <Text size="sm">
        Whoever is invited from now on takes {newer.map(describe).join(', ')}. Invitations that are out keep
        what they have. People of different cohorts took different versions, so they are not compared with
        each other.
      </Text>
      {open.isError && <ErrorPanel error={open.error} />}
    </ConfirmDialog>
  )
}

const describe = ({ title, pinned, newest }: NewerVersion) =>
  pinned === null ? `${title} ${newest}` : `${title} ${newest} instead of ${pinned}`
