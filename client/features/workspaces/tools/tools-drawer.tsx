import { Divider, Drawer, Stack } from '@mantine/core'
import type { SaveEngine } from '../../../sync/autosave/save-engine.ts'
import { GitSection } from './git-section.tsx'
import { ZipSection } from './zip-section.tsx'

/** Everything about working elsewhere than in this page. */
export function ToolsDrawer(props: {
  opened: boolean
  attemptId: string
  engine: SaveEngine
  ended: boolean
  onClose: () => void
}) {
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      position="right"
      size="lg"
      title="Use your own tools"
    >
      <Stack gap="lg" pb="xl">
        <GitSection attemptId={props.attemptId} ended={props.ended} />
        <Divider />
        <ZipSection attemptId={props.attemptId} engine={props.engine} ended={props.ended} />
      </Stack>
    </Drawer>
  )
}
