import { boxLabels, type BoxOwner } from './limits.ts'

/**
 * Whether nobody looks after a box any more: an earlier boot of this very worker opened it, or its time is over, whoever
 * opened it. Boxes without our label are not ours to judge.
 */
export function isLeftBehind(
  labels: Record<string, string>,
  owner: Pick<BoxOwner, 'installationId' | 'workerId' | 'bootId'>,
  nowMs: number,
): boolean {
  if (labels[boxLabels.installation] !== owner.installationId) return false
  if (labels[boxLabels.worker] === owner.workerId && labels[boxLabels.bootId] !== owner.bootId) return true
  const expiresS = Number(labels[boxLabels.expires])
  return Number.isFinite(expiresS) && expiresS * 1_000 < nowMs
}

/** Longer than any owner leaves a box of its own lying that has ended, or takes between making and starting one. */
const lieForMs = 60_000
const overStates = new Set(['created', 'exited', 'dead'])

/**
 * Boxes that do nothing: they have ended, or never began. Whoever owns them, they go when they have been seen so for a minute.
 * Counted from the first look at them, so no two clocks are compared.
 */
export class OverBoxes {
  #sinceMs = new Map<string, number>()

  /** Notes what the engine lists, and answers the ids of those that have lain there too long. */
  look(boxes: readonly { Id: string; State: string }[], nowMs: number): Set<string> {
    const over = boxes.filter(({ State }) => overStates.has(State)).map(({ Id }) => Id)
    this.#sinceMs = new Map(over.map((id) => [id, this.#sinceMs.get(id) ?? nowMs]))
    return new Set(over.filter((id) => nowMs - (this.#sinceMs.get(id) ?? nowMs) >= lieForMs))
  }
}
