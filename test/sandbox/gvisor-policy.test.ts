import { expect, test } from 'vitest'
import { boxPolicy } from '../../workers/sandbox/limits.ts'

const spec = {
  role: 'prober' as const,
  image: 'an-image',
  runId: 'a-run',
  command: [],
  env: {},
  limits: { wallMs: 1_000, memoryMiB: 256, pids: 64, outputKiB: 16 },
  cpus: 1,
}
const policyUnder = (runtime: string | null) =>
  boxPolicy(spec, { installationId: 'i', workerId: 'w', bootId: 'l', runtime }, { index: 0, nowMs: 0 })
    .HostConfig

test('under gVisor a box has room for the threads of its own kernel, and no /tmp to write to', () => {
  const { Tmpfs, PidsLimit, ...others } = policyUnder('runsc')
  const { Tmpfs: usual, PidsLimit: usualPids, ...usualOthers } = policyUnder(null)
  expect(others).toEqual({ ...usualOthers, Runtime: 'runsc' })
  expect({ PidsLimit, usualPids }).toEqual({ PidsLimit: 320, usualPids: 64 })
  expect(Tmpfs).toEqual({ ...usual, '/tmp': expect.stringMatching(/^ro,noexec,/) })
})
