import { Loader } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { explainError } from '../../../lib/api/api-error.ts'
import type { SaveEngine } from '../../../sync/autosave/save-engine.ts'
import { Banner } from './banner.tsx'

/** What a candidate reads when the clock has run out. */
export function EndBanner(props: { engine: SaveEngine }) {
  const status = useSyncExternalStore(props.engine.subscribe, props.engine.getStatus)
  return (
    <Banner
      tone="warn"
      role="alert"
      title="Time is over. What was saved is handed in; nothing for you to do."
      detail={detailOf(status)}
      action={<Loader size="xs" color="currentColor" aria-label="Waiting for the receipt" />}
    />
  )
}

function detailOf(status: ReturnType<SaveEngine['getStatus']>): string {
  if (status.kind === 'saving' || status.kind === 'unsaved') return 'Sending your last words…'
  if (status.kind === 'offline')
    return 'The server cannot be reached; this page goes on trying to send your last changes.'
  if (status.kind === 'refused') {
    const { message, next } = explainError(status.error)
    return `${message} ${next}`
  }
  return 'Your receipt follows in about a minute, on this page.'
}
