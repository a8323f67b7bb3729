import { useSyncExternalStore } from 'react'
import type { WorkspaceSession } from '../../../sync/session/workspace-session.ts'
import { Banner } from '../bar/banner.tsx'
import { DownloadButton } from './download-button.tsx'
import { refusedSentences } from './describe-refusal.ts'

/** Names the files that the server cannot keep as they stand here. Always there, so that it is read when it fills. */
export function RefusedBanner(props: { session: WorkspaceSession }) {
  const { engine, models } = props.session
  const refused = useSyncExternalStore(engine.subscribe, engine.getRefused)
  const { title, detail } = refusedSentences(refused)
  const what = refused.length === 1 ? 'Its text is' : 'Their texts are'
  const kept = engine.outlivesPage()
    ? `${what} kept on this computer`
    : `${what} in this window only, so leave it open`
  return (
    <div role="alert">
      {refused.length > 0 && (
        <Banner
          tone="warn"
          title={title}
          detail={`${detail} ${kept}; every other file is saved as usual.`}
          action={<DownloadButton models={models} size="compact-sm" />}
        />
      )}
    </div>
  )
}
