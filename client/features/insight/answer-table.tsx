import type { Insight, Quartiles } from '#contracts/api/board/insight.ts'
import { percent, QuartilePlot, ShareBar, TooFew } from './figures.tsx'

/** How long people waited: to the start, and for the answer. */
export function AnswerTable({ insight }: { insight: Insight }) {
  const { answers, daysToStart } = insight
  const answered = answers.inTime + answers.late
  const most = Math.max(daysToStart.days?.p75 ?? 0, answers.days?.p75 ?? 0)
  const lines = [
    { what: 'From the invitation to the start', people: daysToStart.people, days: daysToStart.days },
    { what: 'From the hand-in to the answer', people: answered, days: answers.days },
  ]
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">People</th>
          <th scope="col">Figure</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <DaysLine key={line.what} {...line} most={most} />
        ))}
        <InTime answers={answers} answered={answered} />
      </tbody>
    </table>
  )
}

const figure = (days: number) => days.toLocaleString('en', { maximumFractionDigits: 1 })

function Days({ days, people, most }: { days: Quartiles; people: number; most: number }) {
  if (days === null) return <TooFew people={people} />
  return (
    <span className="insight-cell figures">
      <span>
        {figure(days.p50)} days ({figure(days.p25)} to {figure(days.p75)})
      </span>
      <QuartilePlot quartiles={days} most={most} />
    </span>
  )
}

function DaysLine(props: { what: string; people: number; days: Quartiles; most: number }) {
  const { what, people, days, most } = props
  return (
    <tr>
      <th scope="row" className="card-title">
        {what}
      </th>
      <td data-label="People" className="figures">
        {people.toLocaleString('en')}
      </td>
      <td data-label="Figure">
        <Days days={days} people={people} most={most} />
      </td>
    </tr>
  )
}

function InTime({ answers, answered }: { answers: Insight['answers']; answered: number }) {
  return (
    <tr>
      <th scope="row" className="card-title">
        Answered by the promised date
      </th>
      <td data-label="People" className="figures">
        {answers.inTime} in time, {answers.late} late, {answers.open} not due yet
      </td>
      <td data-label="Figure">
        <span className="insight-cell figures">
          {answers.share === null ? <TooFew people={answered} /> : percent(answers.share)}
          <ShareBar share={answers.share} />
        </span>
      </td>
    </tr>
  )
}
