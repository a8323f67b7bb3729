import { Drawer } from '@mantine/core'
import type { Position } from '#contracts/api/positions.ts'
import { PanelBoundary } from '../../ui/panel-boundary.tsx'
import { useWritePosition } from './api.ts'
import { PositionForm } from './position-form.tsx'

export function PositionDrawer(props: { position: Position | null; onClose: () => void }) {
  const { position, onClose } = props
  const write = useWritePosition(position?.id ?? null)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={520}
      title={position === null ? 'Open a position' : `Edit “${position.title}”`}
      transitionProps={{ duration: 150 }}
    >
      <PanelBoundary>
        <PositionForm
          position={position}
          busy={write.isPending}
          error={write.error}
          onSubmit={(draft) => write.mutate(draft, { onSuccess: onClose })}
        />
      </PanelBoundary>
    </Drawer>
  )
}
