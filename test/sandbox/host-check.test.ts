import { describe, expect, test } from 'vitest'
import { judgeHost, refusalOf, type HostFacts } from '../../workers/sandbox/host-check.ts'
import { isBelow, isDistributionBuild } from '../../workers/sandbox/host-versions.ts'

const sound: HostFacts = {
  engineVersion: '29.4.3',
  platformName: 'Docker Engine - Community',
  runcVersion: '1.3.6',
  runcCommit: 'v1.3.6-0-gabcdef',
  kernelVersion: '6.12.30+deb13-amd64',
  cgroupVersion: '2',
  securityOptions: ['name=seccomp,profile=builtin', 'name=cgroupns', 'name=userns'],
  runtimes: { 'io.containerd.runc.v2': [], runc: [] },
  limits: { memory: true, swap: true, cpu: true, pids: true },
  hasSwap: true,
  corePattern: 'core\n',
  freeDiskBytes: 50 * 1024 ** 3,
  memoryBytes: 16 * 1024 ** 3,
  wanted: { runtime: null, userns: false },
}
const judge = (changes: Partial<HostFacts>) =>
  judgeHost({ ...sound, ...changes }).map(({ name, severity }) => `${severity} ${name}`)
const limits = (changes: Partial<HostFacts['limits']>) => ({ limits: { ...sound.limits, ...changes } })
const gvisor = (runtimeArguments: string[] | null) => ({
  runtimes: { runc: [], runsc: runtimeArguments },
  wanted: { runtime: 'runsc', userns: false },
})

test('a sound host has nothing against it', () => {
  expect(judge({})).toEqual([])
})

describe('a host is judged by name', () => {
  const cases: [string, Partial<HostFacts>, string[]][] = [
    ['runc below its floor', { runcVersion: '1.1.12' }, ['unsafe runc-version']],
    ['runc of a line without mended release', { runcVersion: '1.2.9' }, ['unsafe runc-version']],
    ['runc just below its floor', { runcVersion: '1.3.5' }, ['unsafe runc-version']],
    ['a candidate of a mended runc', { runcVersion: '1.5.0-rc.1' }, ['unsafe runc-version']],
    ['runc that does not tell', { runcVersion: '', runcCommit: '' }, ['unsafe runc-version']],
    [
      'an old runc that a distribution mends',
      { runcVersion: '1.1.5+ds1', runcCommit: '1.1.5+ds1-1+deb12u1' },
      ['weak runc-version'],
    ],
    [
      'an old runc that boxes do not use',
      { runcVersion: '1.1.5', ...gvisor(['--platform=systrap', '--network=host']) },
      [],
    ],
    ['gVisor with a network for each box', gvisor([]), ['unsafe runsc-network']],
    ['gVisor with no network at all', gvisor(['--network=none']), ['unsafe runsc-network']],
    ['gVisor whose settings the engine does not know', gvisor(null), ['weak runsc-network']],
    [
      'a runtime that is not there',
      { wanted: { runtime: 'runsc', userns: false } },
      ['unsafe runtime-missing'],
    ],
    ['an engine from before our profile', { engineVersion: '19.03.15' }, ['unsafe engine-version']],
    ['an engine without its makers', { engineVersion: '20.10.24+dfsg1' }, ['weak engine-version']],
    ['Docker Desktop with a hole', { platformName: 'Docker Desktop 4.44.2 (1)' }, ['unsafe docker-desktop']],
    ['Docker Desktop', { platformName: 'Docker Desktop 4.50.0 (1)' }, ['weak docker-desktop']],
    ['an old kernel', { kernelVersion: '4.19.0-27-amd64' }, ['unsafe kernel-version']],
    ['control groups of version 1', { cgroupVersion: '1' }, ['weak cgroup-v1']],
    ['no limit on memory', limits({ memory: false }), ['unsafe no-memory-limit']],
    ['no limit on processes', limits({ pids: false }), ['unsafe no-pids-limit']],
    ['no limit on processors', limits({ cpu: false }), ['unsafe no-cpu-limit']],
    ['swap that nobody counts', limits({ swap: false }), ['unsafe swap-unlimited']],
    ['no swap to count', { ...limits({ swap: false }), hasSwap: false }, []],
    ['perhaps swap', { ...limits({ swap: false }), hasSwap: null }, ['weak swap-unlimited']],
    ['no seccomp', { securityOptions: ['name=userns'] }, ['unsafe no-seccomp']],
    ['no user namespaces', { securityOptions: ['name=seccomp,profile=builtin'] }, ['weak userns-off']],
    [
      'no user namespaces though they are required',
      { securityOptions: ['name=seccomp,profile=builtin'], wanted: { runtime: null, userns: true } },
      ['unsafe userns-off'],
    ],
    ['a rootless engine', { securityOptions: ['name=seccomp,profile=builtin', 'name=rootless'] }, []],
    [
      'core dumps for a program',
      { corePattern: '|/usr/lib/systemd/systemd-coredump %P' },
      ['weak core-dumps-piped'],
    ],
    ['little room on disk', { freeDiskBytes: 3 * 1024 ** 3 }, ['weak disk']],
    ['no room on disk', { freeDiskBytes: 1024 ** 2 }, ['unsafe disk']],
    ['little memory', { memoryBytes: 1024 ** 3 }, ['weak memory']],
  ]
  test.each(cases)('%s', (_title, changes, expected) => {
    expect(judge(changes)).toEqual(expected)
  })

  test('Debian 12 as it comes is weak and not unsafe', () => {
    const debian12 = {
      engineVersion: '20.10.24+dfsg1',
      platformName: '',
      runcVersion: '1.1.5+ds1',
      runcCommit: '1.1.5+ds1-1+deb12u1',
    }
    expect(refusalOf(judgeHost({ ...sound, ...debian12 }), [])).toBeNull()
  })
})

describe('the refusal', () => {
  const findings = judgeHost({ ...sound, runcVersion: '1.1.0', ...limits({ pids: false }) })
  test('names every reason, its remedy and the words that allow it', () => {
    const refusal = refusalOf(findings, [])
    expect(refusal).toMatch(/runc-version: .* Upgrade runc/)
    expect(refusal).toMatch(/no-pids-limit: /)
    expect(refusal).toMatch(/FAIRTIME_ALLOW_UNSAFE=runc-version,no-pids-limit$/)
  })
  test('stays for what was not allowed', () => {
    expect(refusalOf(findings, ['runc-version'])).toMatch(/no-pids-limit/)
    expect(refusalOf(findings, ['runc-version', 'no-pids-limit'])).toBeNull()
  })
})

describe('versions', () => {
  const floors = [[1, 3, 6] as const, [1, 4, 3] as const, [1, 5, 0] as const]
  test.each([
    ['1.3.6', false],
    ['1.3.10', false],
    ['1.4.2', true],
    ['1.6.0', false],
    ['2.0', false],
    ['0.9.9', true],
    ['nonsense', true],
  ])('%s is below: %s', (version, expected) => {
    expect(isBelow(version, floors)).toBe(expected)
  })
  test.each([
    ['1.1.5+ds1', '', true],
    ['1.1.12-0ubuntu2~22.04.1', '', true],
    ['1.2.5', 'v1.2.5-0-g59923ef', false],
  ])('%s %s is of a distribution: %s', (version, commit, expected) => {
    expect(isDistributionBuild(version, commit)).toBe(expected)
  })
})
