import { lazy, Suspense, useState } from 'react'
import { useGuide } from '../../../lib/organisation/use-guide.ts'
import type { GuideDialogs } from './guide.tsx'

const FirstRunGuide = lazy(async () => ({ default: (await import('./guide.tsx')).FirstRunGuide }))

/**
 * Fetches the guide only where there is one to show. It stays mounted once it was: the drawer of its last step still shows a link when
 * nothing is open any more.
 */
export function GuideGate(props: { dialogs: GuideDialogs }) {
  const isShown = useGuide().data?.isShown === true
  const [isNeeded, setIsNeeded] = useState(false)
  if (isShown && !isNeeded) setIsNeeded(true)
  if (!isNeeded) return null
  return (
    <Suspense fallback={null}>
      <FirstRunGuide dialogs={props.dialogs} />
    </Suspense>
  )
}
