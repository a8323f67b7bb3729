import type { CaseResult } from './run-case.ts'
import type { CorpusCase } from './case-file.ts'

const nameWidth = 44
/** What hostile programs print reaches a terminal only escaped, and not all of it. */
const longestLine = 160

/** One line for a case, and one below it for everything that was not as promised. */
export function describeResult(result: CaseResult): string {
  const seconds = `${(result.tookMs / 1_000).toFixed(1)} s`
  const beside = result.slowdown === null ? '' : `  beside ×${result.slowdown.toFixed(1)}`
  const mark = result.faults.length === 0 ? '✓' : '✗'
  const verdicts = [...new Set(result.verdicts)].join(', ')
  const line = `${mark} ${result.name.padEnd(nameWidth)} ${verdicts.padEnd(18)} ${seconds.padStart(8)}${beside}`
  if (result.faults.length === 0) return line
  const said = result.said.map((words) => `    | ${JSON.stringify(words.slice(0, longestLine)).slice(1, -1)}`)
  return [line, ...result.faults.map((fault) => `    ${fault}`), ...said].join('\n')
}

export function describeNotApplicable(all: readonly CorpusCase[]): string[] {
  return all.flatMap((one) =>
    'notApplicable' in one.expect ? [`– ${one.name.padEnd(nameWidth)} ${one.expect.notApplicable}`] : [],
  )
}

export function summarise(results: readonly CaseResult[], loneMs: number): string {
  const bad = results.filter((result) => result.faults.length > 0).length
  const verdict = bad === 0 ? 'all as promised' : `${bad} not as promised`
  return `${results.length} hostile programs, ${verdict}; an honest run alone takes ${(loneMs / 1_000).toFixed(2)} s`
}
