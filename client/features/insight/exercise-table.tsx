import type { Insight, Quartiles } from '#contracts/api/board/insight.ts'
import { percent, QuartilePlot, ShareBar, TooFew } from './figures.tsx'

type Group = Insight['groups'][number]

export const nameOfGroup = ({ positionTitle, cohort, exerciseTitle, exerciseVersion }: Group): string =>
  `${positionTitle}${cohort === null ? '' : `, cohort ${cohort}`}: ${exerciseTitle} ${exerciseVersion}`

/** Whether the limit is enough: a line for people of one cohort on one version. */
export function ExerciseTable({ groups }: { groups: readonly Group[] }) {
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th scope="col">Position, cohort, exercise</th>
          <th scope="col">People</th>
          <th scope="col">Time used of the time given</th>
          <th scope="col">Time over while at work</th>
          <th scope="col">Visible tests last passed at</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.id}>
            <th scope="row" className="card-title">
              {nameOfGroup(group)}
            </th>
            <td data-label="People" className="figures">
              {group.people.toLocaleString('en')}
            </td>
            <td data-label="Time used">
              <Shares quartiles={group.timeUsed} people={group.people} />
            </td>
            <td data-label="Time over">
              <span className="insight-cell figures">
                {group.endedByClock === null ? <TooFew people={group.people} /> : percent(group.endedByClock)}
                <ShareBar share={group.endedByClock} />
              </span>
            </td>
            <td data-label="Last passed">
              <Shares quartiles={group.lastPassing.at} people={group.lastPassing.people} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Shares({ quartiles, people }: { quartiles: Quartiles; people: number }) {
  if (quartiles === null) return <TooFew people={people} />
  return (
    <span className="insight-cell figures">
      <span>
        {percent(quartiles.p50)} ({percent(quartiles.p25)} to {percent(quartiles.p75)})
      </span>
      <QuartilePlot quartiles={quartiles} most={1} />
    </span>
  )
}

/** Which checks are passed by how many. */
export function CheckTable({ group }: { group: Group }) {
  return (
    <table className="card-table">
      <caption className="insight-caption">{nameOfGroup(group)}</caption>
      <thead>
        <tr>
          <th scope="col">Check</th>
          <th scope="col">Passed</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {group.checks.map(({ id, title, passed, of, share }) => (
          <tr key={id}>
            <th scope="row" className="card-title">
              {title}
            </th>
            <td data-label="Passed" className="figures">
              {share === null ? '–' : `${passed} of ${of}`}
            </td>
            <td data-label="Share">
              <span className="insight-cell figures">
                {share === null ? <TooFew people={of} /> : percent(share)}
                <ShareBar share={share} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
