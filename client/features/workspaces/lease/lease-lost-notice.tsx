import { Button } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { Banner } from '../bar/banner.tsx'
import type { RemoteChanges } from '../../../sync/session/remote-changes.ts'

const mostNamed = 4

/** Names the files that were changed by a git push, a zip or another page, and stand here now as they are there. */
export function LeaseLostNotice(props: { remoteChanges: RemoteChanges }) {
  const taken = useSyncExternalStore(props.remoteChanges.subscribe, props.remoteChanges.getTaken)
  const named = taken.slice(0, mostNamed).join(', ')
  const more = taken.length > mostNamed ? ` and ${taken.length - mostNamed} more` : ''
  return (
    <div role="status">
      {taken.length > 0 && (
        <Banner
          tone="good"
          title={`Changed elsewhere and now here too: ${named}${more}.`}
          detail="By a git push, a zip or another window. The history has every earlier version."
          action={
            <Button size="compact-sm" variant="default" onClick={props.remoteChanges.forgetTaken}>
              All right
            </Button>
          }
        />
      )}
    </div>
  )
}
