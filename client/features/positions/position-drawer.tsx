import { Button, Drawer, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Position, PositionDraft } from '#contracts/api/positions.ts'
import { hasCode } from '../../lib/api/api-error.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { PanelBoundary } from '../../ui/panel-boundary.tsx'
import { useReadPositionAnew, useWritePosition } from './api.ts'
import { copyOf, valuesOf, type PositionFormValues } from './position-form-values.ts'
import { PositionForm } from './position-form.tsx'

export interface PositionTarget {
  kind: 'new' | 'edit' | 'copy'
  position: Position | null
}

interface PositionDrawerProps {
  target: PositionTarget
  /** What a new one begins with. */
  suggested?: Partial<PositionFormValues>
  onClose: () => void
}

export function PositionDrawer({ target, suggested, onClose }: PositionDrawerProps) {
  const { position, draft, write, isChanged, save, take } = usePositionWriting(target, onClose)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={520}
      title={titleOf(target)}
      transitionProps={{ duration: 150 }}
    >
      <PanelBoundary>
        <PositionForm
          key={position?.version ?? 0}
          position={position}
          initialValues={initialValuesOf(target, position, suggested)}
          busy={write.isPending}
          error={isChanged ? null : write.error}
          onSubmit={(next) => save(next, position)}
        />
        {isChanged && position !== null && (
          <ChangedMeanwhile
            error={write.error}
            positionId={position.id}
            onTake={take}
            onSave={(current) => draft !== null && save(draft, current)}
          />
        )}
      </PanelBoundary>
    </Drawer>
  )
}

/** `position`: the state that the form was opened on, which a save names. */
function usePositionWriting(target: PositionTarget, onClose: () => void) {
  const [position, setPosition] = useState(target.kind === 'edit' ? target.position : null)
  const [draft, setDraft] = useState<PositionDraft | null>(null)
  const write = useWritePosition()
  const save = (next: PositionDraft, on: Position | null) => {
    setDraft(next)
    write.mutate({ draft: next, on }, { onSuccess: onClose })
  }
  const take = (current: Position) => {
    write.reset()
    setPosition(current)
  }
  return { position, draft, write, isChanged: hasCode(write.error, 'changed_meanwhile'), save, take }
}

function initialValuesOf(
  { kind, position: source }: PositionTarget,
  position: Position | null,
  suggested: Partial<PositionFormValues> | undefined,
): PositionFormValues {
  if (kind === 'copy' && source !== null) return copyOf(source)
  return { ...valuesOf(position), ...suggested }
}

function titleOf({ kind, position }: PositionTarget): string {
  if (position === null) return 'Open a position'
  return kind === 'copy' ? `Copy “${position.title}”` : `Edit “${position.title}”`
}

/** Nothing is overwritten unseen: the second of two chooses between what is there now and what they wrote. */
function ChangedMeanwhile(props: {
  error: unknown
  positionId: string
  onTake: (position: Position) => void
  onSave: (position: Position) => void
}) {
  const anew = useReadPositionAnew()
  const read = (then: (position: Position) => void) =>
    anew.mutate(props.positionId, { onSuccess: (position) => position !== null && then(position) })
  return (
    <Stack gap="sm" mt="md">
      <ErrorPanel error={props.error} />
      {anew.isError && <ErrorPanel error={anew.error} />}
      <Group gap="sm">
        <Button size="xs" loading={anew.isPending} onClick={() => read(props.onTake)}>
          Show what it is now
        </Button>
        <Button size="xs" variant="default" disabled={anew.isPending} onClick={() => read(props.onSave)}>
          Save mine all the same
        </Button>
      </Group>
    </Stack>
  )
}
