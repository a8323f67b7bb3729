import { visibleKit } from '../../workers/languages/kits.ts'
import type { Workload } from './workloads.ts'

/** What a worker would run for this workload, and with which environment. */
export function boxedCommand(workload: Workload) {
  const kit = visibleKit(workload.language, workload)
  const limits = { ...workload.limits, wallMs: 120_000, outputKiB: 256 }
  return { command: kit.visibleCommand(), env: kit.env(limits) }
}
