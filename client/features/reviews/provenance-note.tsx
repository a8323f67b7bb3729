import { Code } from '@mantine/core'
import type { Grading } from '#contracts/api/reviews.ts'
import { formatDay } from '../../lib/clock/days.ts'

const shownDigits = 12

/** By what a result was found, small and folded: nobody needs it until somebody asks. */
export function ProvenanceNote(props: { grading: Grading }) {
  const { gradedAt, checksVersion, result } = props.grading
  const { provenance } = result
  return (
    <details className="timeline-fold">
      <summary>How this was found</summary>
      <dl className="evidence">
        <dt>Graded</dt>
        <dd>{formatDay(gradedAt)}</dd>
        <dt>Checks</dt>
        <dd>
          version {checksVersion} {provenance?.checksSha256 != null && <Short of={provenance.checksSha256} />}
        </dd>
        <dt>Image</dt>
        <dd>
          <Code>{result.image}</Code>
        </dd>
        {provenance === undefined ? (
          <>
            <dt>Sandbox</dt>
            <dd>not recorded for this result</dd>
          </>
        ) : (
          <>
            <dt>Sandbox</dt>
            <dd>
              policy <Short of={provenance.policySha256} />
            </dd>
            <dt>Host</dt>
            <dd>{provenance.workerId}</dd>
          </>
        )}
      </dl>
    </details>
  )
}

function Short(props: { of: string }) {
  return <Code title={props.of}>{props.of.slice(0, shownDigits)}</Code>
}
