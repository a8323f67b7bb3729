import { visibleKit } from '../../workers/languages/kits.ts'
import type { Workload } from './workloads.ts'

/** What a worker would run for this workload, and with which environment. */
export function boxedCommand(workload: Workload) {
  const kit = visibleKit(workload.language, workload)
  const limits = { ...workload.limits, wallMs: 120_000, outputKiB: 256 }
  return { command: kit.visibleCommand(), env: kit.env(limits) }
}

/** The part of it that nobody can spare a candidate: all is compiled and linked as for the tests, and no test is run. */
export function compileCommand(workload: Workload) {
  const { command, env } = boxedCommand(workload)
  if (workload.language === 'typescript') return { command: ['tsc', '--noEmit', '--pretty', 'false'], env }
  return { command: command.toSpliced(-1, 0, '-exec', 'true'), env }
}
