import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { offerFile } from '../../../lib/offer-file.ts'
import type { UnreadableEntry } from '../../../sync/outbox/outbox-entry.ts'
import { Banner } from '../bar/banner.tsx'
import { nameFiles } from './describe-refusal.ts'

/** Offers what an earlier page kept here in a form that this one cannot read, so that no text goes without a word. */
export function UnreadableBanner(props: { entries: readonly UnreadableEntry[] }) {
  const [entries, setEntries] = useState(props.entries)
  if (entries.length === 0) return null
  const paths = [...new Set(entries.flatMap((entry) => entry.paths))]
  const about = paths.length === 0 ? '' : ` of ${nameFiles(paths.map((path) => ({ path })))}`
  const forget = async () => {
    for (const entry of entries) await entry.remove()
    setEntries([])
  }
  const download = () =>
    offerFile('unsent-changes.json', entries.map((entry) => entry.text).join('\n'), 'application/json')
  return (
    <Banner
      tone="warn"
      role="alert"
      title={`Unsent changes${about} lie on this computer, and this page cannot read them.`}
      detail="They are not in the saved files. Download them, and take over by hand what you need."
      action={
        <Group gap={6} wrap="nowrap">
          <Button size="compact-sm" variant="default" onClick={download}>
            Download them
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => void forget()}>
            I need them no more
          </Button>
        </Group>
      }
    />
  )
}
