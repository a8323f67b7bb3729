import { z } from 'zod'
import { dockerOrThrow, type DockerCli } from '../../sandbox-images/docker-cli.ts'
import type { BoxOwner } from '../../workers/sandbox/limits.ts'
import type { BoxPlan, Sandbox } from '../../workers/sandbox/sandbox.ts'
import { policyDrifts } from './golden-policy.ts'

export interface WatchedSandbox {
  sandbox: Sandbox
  /** The ids of all boxes launched since this was last asked, and what of them was not as the golden policy has it. */
  takeSeen: () => Promise<{ ids: string[]; drifts: string[] }>
}

const inspectedSchema = z.tuple([z.unknown(), z.unknown()])

/** Holds every box that is launched, once, against the golden policy. No box is removed before it has been looked at. */
export function watchBoxes(sandbox: Sandbox, by: { cli: DockerCli; owner: BoxOwner }): WatchedSandbox {
  let looks: { id: string; drifts: Promise<string[]> }[] = []
  const look = (id: string, plan: BoxPlan) => {
    const drifts = inspect(by.cli, id, { plan, owner: by.owner, nowMs: Date.now() })
    looks.push({ id, drifts })
    return drifts
  }
  const keep = <T extends { close: () => Promise<void> }>(box: T, drifts: Promise<string[]>): T => ({
    ...box,
    close: () => drifts.then(box.close),
  })
  return {
    sandbox: {
      ...sandbox,
      open: async (spec) => {
        const box = await sandbox.open(spec)
        return keep(box, look(box.id, spec))
      },
      prepare: async (shape, waitMs) => {
        const waiting = await sandbox.prepare(shape, waitMs)
        const limits = { ...shape.limits, wallMs: waitMs, outputKiB: 0 }
        const drifts = look(waiting.id, { ...shape, limits, runId: 'waiting', command: [], env: {} })
        await drifts
        return keep({ ...waiting, begin: async (spec) => keep(await waiting.begin(spec), drifts) }, drifts)
      },
    },
    takeSeen: async () => {
      const taken = looks
      looks = []
      const drifts = await Promise.all(taken.map((one) => one.drifts))
      return { ids: taken.map(({ id }) => id), drifts: drifts.flat() }
    },
  }
}

/** A box that cannot be looked at counts as one that drifted. */
async function inspect(
  cli: DockerCli,
  id: string,
  launch: Parameters<typeof policyDrifts>[2],
): Promise<string[]> {
  try {
    const told = await dockerOrThrow(cli, { args: ['inspect', id, launch.plan.image] })
    const [box, image] = inspectedSchema.parse(JSON.parse(told))
    const { role, runId } = launch.plan
    return policyDrifts(box, image, launch).map((drift) => `the ${role}'s box of run ${runId}: ${drift}`)
  } catch (error) {
    return [
      `box ${id.slice(0, 12)} could not be looked at: ${error instanceof Error ? error.message : String(error)}`,
    ]
  }
}
