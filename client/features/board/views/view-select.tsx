import { Button, NativeSelect } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { BoardPlace } from '../filter/use-board-filter.ts'
import { isShown, readQuery, useViews } from './use-views.ts'

const ViewsDialog = lazy(async () => ({ default: (await import('./views-dialog.tsx')).ViewsDialog }))

/** Views that are kept by name, and the way to keep this one. */
export function ViewSelect(props: { place: BoardPlace; onGo: (place: BoardPlace) => void }) {
  const { place, onGo } = props
  const views = useViews().data?.views ?? []
  const [open, setOpen] = useState(false)
  const shown = views.find((view) => isShown(view, place))
  return (
    <>
      {views.length > 0 && (
        <NativeSelect
          aria-label="Saved view"
          data={[
            { value: '', label: 'Saved views' },
            ...views.map(({ id, name, owner }) => ({
              value: id,
              label: owner === null ? name : `${name} (${owner})`,
            })),
          ]}
          value={shown?.id ?? ''}
          onChange={(event) => {
            const view = views.find(({ id }) => id === event.currentTarget.value)
            if (view !== undefined) onGo(readQuery(view.query))
          }}
          maw={200}
        />
      )}
      <Button variant="default" onClick={() => setOpen(true)}>
        {views.length === 0 ? 'Save this view' : 'Views'}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ViewsDialog place={place} views={views} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
