import { useSyncExternalStore } from 'react'
import type { SaveEngine } from '../../../sync/autosave/save-engine.ts'
import { Banner } from '../bar/banner.tsx'

/** Says that this browser keeps nothing, and what follows from it. */
export function NoStorageBanner(props: { engine: SaveEngine }) {
  const outlivesPage = useSyncExternalStore(props.engine.subscribe, props.engine.outlivesPage)
  if (outlivesPage) return null
  return (
    <Banner
      tone="warn"
      role="status"
      title="This browser keeps nothing for us, so your work is saved on the server every second."
      detail="Leave this window open while the line is cut: what could not be sent would go with it."
    />
  )
}
