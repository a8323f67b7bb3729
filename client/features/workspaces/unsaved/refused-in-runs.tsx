import { Text } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import type { SaveEngine } from '../../../sync/autosave/save-engine.ts'
import { nameFiles } from './describe-refusal.ts'

/** Says which text no run has, because it could not be saved. */
export function RefusedInRuns(props: { engine: SaveEngine }) {
  const refused = useSyncExternalStore(props.engine.subscribe, props.engine.getRefused)
  return (
    <div role="status">
      {refused.length > 0 && (
        <Text size="sm" c="var(--warn)" mb="sm">
          Runs are of what is saved: the newest text of {nameFiles(refused)} is not in them.
        </Text>
      )}
    </div>
  )
}
