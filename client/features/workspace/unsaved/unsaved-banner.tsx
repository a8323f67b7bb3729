import { Text } from '@mantine/core'
import type { WorkspaceSession } from '../session/workspace-session.ts'
import { describeAge } from '../autosave/save-status.ts'
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
        <div className="end-banner">
          <div>
            <Text fw={600}>Your newest changes have not reached the server for {describeAge(ageMs)}.</Text>
            <Text size="sm">{adviceOf(engine.outlivesPage(), ageMs)}</Text>
          </div>
          <DownloadButton models={models} />
        </div>
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
