import type { WorkspaceSession } from '../../../sync/session/workspace-session.ts'
import { describeAge } from '../../../sync/autosave/save-status.ts'
import { Banner } from '../bar/banner.tsx'
import { DownloadButton } from './download-button.tsx'
import { unsavedLimits } from './unsaved-limits.ts'
import { useUnsavedAge } from './use-unsaved-age.ts'

/** Says aloud that the server has not had the newest changes for a while. Always there, so that it is read when it fills. */
export function UnsavedBanner(props: { session: WorkspaceSession }) {
  const { engine, models } = props.session
  const ageMs = useUnsavedAge(engine)
  const isWarned = ageMs >= unsavedLimits.warnMs
  return (
    <div role="alert">
      {isWarned && (
        <Banner
          tone="warn"
          title={`Your newest changes have not reached the server for ${describeAge(ageMs)}.`}
          detail={adviceOf(engine.outlivesPage(), ageMs)}
          action={<DownloadButton models={models} size="compact-sm" />}
        />
      )}
    </div>
  )
}

function adviceOf(outlivesPage: boolean, ageMs: number): string {
  const kept = outlivesPage
    ? 'Go on working: they are kept on this computer and sent by themselves when the line is back.'
    : 'Go on working, and leave this window open: this browser keeps nothing once it is closed.'
  if (ageMs < unsavedLimits.holdMs) return kept
  return `${kept} Until then handing in and leaving this page are held back.`
}
