import type { ReactNode } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { ErrorPanel } from './error-panel.tsx'

/** Keeps a fault in one panel: the rest of the page goes on, and the panel says what happened and can be tried again. */
export function PanelBoundary(props: { children: ReactNode }) {
  return (
    <ErrorBoundary
      fallbackRender={({ error, resetErrorBoundary }) => (
        <ErrorPanel error={error} onRetry={resetErrorBoundary} />
      )}
    >
      {props.children}
    </ErrorBoundary>
  )
}
