import { Text } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import type { SaveEngine } from '../autosave/save-engine.ts'

/** Says that this browser keeps nothing, and what follows from it. */
export function NoStorageBanner(props: { engine: SaveEngine }) {
  const outlivesPage = useSyncExternalStore(props.engine.subscribe, props.engine.outlivesPage)
  if (outlivesPage) return null
  return (
    <div className="end-banner" role="status">
      <div>
        <Text fw={600}>
          This browser keeps nothing for us, so your work is saved on the server every second.
        </Text>
        <Text size="sm">
          Leave this window open while the line is cut: what could not be sent would go with it.
        </Text>
      </div>
    </div>
  )
}
