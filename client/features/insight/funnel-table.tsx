import type { Insight } from '#contracts/api/board/insight.ts'
import { percent, ShareBar, TooFew } from './figures.tsx'

const steps = {
  invited: 'Invited',
  opened: 'Opened',
  scheduled: 'Picked a time, or started',
  started: 'Started',
  submitted: 'Handed in, or time over',
  reviewed: 'Reviewed',
  answered: 'Answered',
  declined: 'Said “no, thank you”',
  expired: 'Ran out without a start',
  revoked: 'Withdrawn',
} as const

/** How far people came, and how those ended who did not start. */
export function FunnelTable({ insight }: { insight: Insight }) {
  const ended = insight.ended.map(({ how, ...rest }) => ({ step: how, ...rest }))
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th scope="col">How far</th>
          <th scope="col">People</th>
          <th scope="col">Of the invited</th>
        </tr>
      </thead>
      <tbody>
        {[...insight.funnel, ...ended].map(({ step, count, share }) => (
          <tr key={step}>
            <th scope="row" className="card-title">
              {steps[step]}
            </th>
            <td data-label="People" className="figures">
              {count.toLocaleString('en')}
            </td>
            <td data-label="Of the invited">
              <span className="insight-cell figures">
                {share === null ? <TooFew people={insight.people} /> : percent(share)}
                <ShareBar share={share} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
