import { judged, type Figure } from '../figures.ts'
import { p50, quantile } from '../statistics.ts'
import type { AbuseMeasured } from './measure-abuse.ts'

const ms = (value: number) => `${value.toFixed(0)} ms`

/** The bars for what one candidate may do to others: nothing that they would notice. */
export function figuresOfAbuse(measured: readonly AbuseMeasured[]): Figure[] {
  return measured.flatMap(({ name, acknowledgedMs, failures, aliveMs, mostMiB, answers, credits }) => {
    const figure = (plain: { what: string; value: number; unit: string; bar: number; detail?: string }) =>
      judged({ ...plain, workload: name, mustBe: 'at most' })
    return [
      figure({
        what: "another's save acknowledged, p99",
        value: acknowledgedMs.length === 0 ? Infinity : quantile(acknowledgedMs, 0.99),
        unit: 'ms',
        bar: 1_000,
        detail: `${acknowledgedMs.length === 0 ? '' : `p50 ${ms(p50(acknowledgedMs))}, `}${acknowledgedMs.length} saves; the attacker was answered ${JSON.stringify(answers)}`,
      }),
      figure({
        what: "another's saves refused",
        value: failures.length,
        unit: '',
        bar: 0,
        detail: failures[0] ?? '',
      }),
      figure({ what: '/livez, longest', value: Math.max(...aliveMs), unit: 'ms', bar: 1_000 }),
      figure({ what: 'memory of the server, most', value: mostMiB, unit: 'MiB', bar: 1_024 }),
      figure({ what: 'clocks that moved', value: credits, unit: '', bar: 0 }),
    ]
  })
}
