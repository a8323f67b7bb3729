import type { ReactNode } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { ErrorPanel } from './error-panel.tsx'

/** One row that cannot be drawn never takes the others of its table with it. */
export function RowBoundary(props: { title: string; columns: number; children: ReactNode }) {
  return (
    <ErrorBoundary
      fallbackRender={({ error, resetErrorBoundary }) => (
        <tr>
          <td className="card-title">{props.title}</td>
          <td colSpan={props.columns - 1}>
            <ErrorPanel error={error} onRetry={resetErrorBoundary} />
          </td>
        </tr>
      )}
    >
      {props.children}
    </ErrorBoundary>
  )
}
