import { createHash } from 'node:crypto'
import { boxPolicy } from './sandbox/limits.ts'

const anybody = { installationId: '', workerId: '', bootId: '' }
const anyLimits = { wallMs: 0, memoryMiB: 0, pids: 0, outputKiB: 0 }

/**
 * One name for the policy of all boxes here: what the engine is told of every box, whatever runs in it and whoever runs it. Limits are no
 * part of it, since they belong to the checks.
 */
export function policySha256(runtime: string | null): string {
  const policies = (['candidate', 'prober'] as const).map((role) => {
    const shape = { role, image: '', cpus: 0, limits: anyLimits, runId: '', command: [], env: {} }
    const plan = role === 'prober' ? { ...shape, sharesNetworkOf: { id: 'candidate' } } : shape
    const policy = boxPolicy(plan, { ...anybody, runtime }, { index: 0, nowMs: 0 })
    return { ...policy, User: null, Labels: null }
  })
  return createHash('sha256').update(JSON.stringify(policies)).digest('hex')
}
