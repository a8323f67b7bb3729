import { useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useState } from 'react'

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))

/** Opens the command palette with Ctrl+K or ⌘K, also from inside a field. Its code comes with the first press. */
export function PaletteHost() {
  const [wanted, setWanted] = useState(false)
  // From the first press on the palette listens by itself.
  useHotkeys(wanted ? [] : [['mod+K', () => setWanted(true)]], [])
  if (!wanted) return null
  return (
    <Suspense fallback={null}>
      <Palette />
    </Suspense>
  )
}
