import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSandboxFixture, readFolder, type SandboxFixture } from './sandbox-fixture.ts'

let fixture: SandboxFixture
beforeAll(async () => {
  fixture = await openSandboxFixture()
}, 300_000)
afterAll(async () => expect(await fixture.countBoxes()).toBe(0))

/** What the probe must say of each call. The entries for other kinds of programs are refused, in whichever way the kernel has. */
const golden = {
  allowed: [],
  EPERM: [
    ...['acct', 'add_key', 'bpf', 'chroot', 'clock_settime', 'delete_module', 'finit_module', 'fsconfig'],
    ...['fsmount', 'fsopen', 'fspick', 'get_mempolicy', 'init_module', 'io_uring_enter', 'io_uring_register'],
    ...['io_uring_setup', 'ioperm', 'iopl', 'kcmp', 'kexec_file_load', 'kexec_load', 'keyctl', 'mbind'],
    ...['memfd_secret', 'modify_ldt', 'mount', 'mount_setattr', 'move_mount', 'move_pages', 'mq_open'],
    ...[
      'name_to_handle_at',
      'open_by_handle_at',
      'open_tree',
      'perf_event_open',
      'pidfd_getfd',
      'pivot_root',
    ],
    ...['process_madvise', 'process_vm_readv', 'process_vm_writev', 'ptrace', 'quotactl', 'reboot'],
    ...['remap_file_pages', 'request_key', 'sched_setaffinity', 'set_mempolicy', 'sethostname', 'setns'],
    ...[
      'settimeofday',
      'swapoff',
      'swapon',
      'syslog',
      'umount2',
      'unshare',
      'uselib',
      'userfaultfd',
      'vhangup',
    ],
    ...[
      'AX25',
      'KEY',
      'PACKET',
      'RDS',
      'CAN',
      'TIPC',
      'BLUETOOTH',
      'ALG',
      'VSOCK',
      'KCM',
      'QIPCRTR',
      'SMC',
      'XDP',
    ].flatMap((family) => [1, 2, 3].map((kind) => `socket ${family} ${kind}`)),
    ...['mount', 'cgroup', 'uts', 'ipc', 'user', 'pid', 'network'].map((name) => `clone ${name}`),
  ],
  ENOSYS: ['clone3'],
  refused: ['int 0x80', 'x32'],
  answered: ['native'],
}

test('the kernel surface is ours: each call is answered as the profile says, not as this kernel happens to', async () => {
  let seen = ''
  const box = await fixture.sandbox.open({
    role: 'candidate',
    runId: 'a-run',
    image: fixture.execution.images.go,
    command: ['go', 'run', '.'],
    env: {},
    files: await readFolder('test', 'sandbox', 'kernel-surface'),
    limits: { wallMs: 60_000, memoryMiB: 512, pids: 128, outputKiB: 64 },
    cpus: 2,
    onOutput: (_stream, chunk) => (seen += chunk.toString('utf8')),
  })
  const end = await box.ended.finally(box.close)
  expect(end.exitCode, seen).toBe(0)
  const wanted = Object.entries(golden).flatMap(([answer, names]) => names.map((name) => `${name} ${answer}`))
  expect(seen.trim().split('\n').sort()).toEqual(wanted.sort())
})
