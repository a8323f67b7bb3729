import { stringify } from 'csv-stringify/sync'
import type { Insight, InsightTable, Quartiles } from '#contracts/api/board/insight.ts'

type Cells = readonly (readonly (string | number)[])[]

const figure = (value: number | null) => (value === null ? 'too few' : Number(value.toFixed(3)))
const three = (quartiles: Quartiles) =>
  quartiles === null
    ? ['too few', 'too few', 'too few']
    : [figure(quartiles.p25), figure(quartiles.p50), figure(quartiles.p75)]
const threeOf = (what: string) => [`${what}, lower quartile`, `${what}, median`, `${what}, upper quartile`]

const tables: Record<InsightTable, (insight: Insight) => Cells> = {
  funnel: ({ funnel, ended }) => [
    ['step', 'people', 'share of the invited'],
    ...funnel.map(({ step, count, share }) => [step, count, figure(share)]),
    ...ended.map(({ how, count, share }) => [how, count, figure(share)]),
  ],
  exercises: ({ groups }) => [
    [
      'position',
      'cohort',
      'exercise',
      'version',
      'people',
      ...threeOf('share of the time used'),
      'share ended by the clock',
      ...threeOf('last passing run, share of the time'),
    ],
    ...groups.map((group) => [
      ...nameOf(group),
      group.people,
      ...three(group.timeUsed),
      figure(group.endedByClock),
      ...three(group.lastPassing.at),
    ]),
  ],
  checks: ({ groups }) => [
    ['position', 'cohort', 'exercise', 'version', 'check', 'passed', 'of', 'share passed'],
    ...groups.flatMap((group) =>
      group.checks.map(({ title, passed, of, share }) => [
        ...nameOf(group),
        title,
        share === null ? 'too few' : passed,
        of,
        figure(share),
      ]),
    ),
  ],
  answers: ({ answers }) => [
    ['promised', 'in time', 'late', 'open', 'share in time', ...threeOf('days to the answer')],
    [
      answers.promised,
      answers.inTime,
      answers.late,
      answers.open,
      figure(answers.share),
      ...three(answers.days),
    ],
  ],
}

const nameOf = (group: Insight['groups'][number]) => [
  group.positionTitle,
  group.cohort ?? '',
  group.exerciseTitle,
  group.exerciseVersion,
]

/** One of the tables. Cells that a spreadsheet would take for formulas are kept from being any. */
export function insightFile(table: InsightTable, insight: Insight): string {
  return stringify(
    tables[table](insight).map((row) => [...row]),
    { bom: true, escape_formulas: true, record_delimiter: 'windows' },
  )
}
