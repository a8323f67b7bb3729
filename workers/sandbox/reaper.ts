import { boxLabels, type BoxOwner } from './limits.ts'

/**
 * Whether nobody looks after a box any more: an earlier life of this very worker opened it, or its time is over, whoever
 * opened it. Boxes without our label are not ours to judge.
 */
export function isLeftBehind(
  labels: Record<string, string>,
  owner: Pick<BoxOwner, 'installationId' | 'workerId' | 'life'>,
  nowMs: number,
): boolean {
  if (labels[boxLabels.installation] !== owner.installationId) return false
  if (labels[boxLabels.worker] === owner.workerId && labels[boxLabels.life] !== owner.life) return true
  const expiresS = Number(labels[boxLabels.expires])
  return Number.isFinite(expiresS) && expiresS * 1_000 < nowMs
}
