import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesOf, openSandboxFixture, type SandboxFixture } from './sandbox-fixture.ts'
import type { BoxSpec } from '../../workers/sandbox/sandbox.ts'

let fixture: SandboxFixture
beforeAll(async () => {
  fixture = await openSandboxFixture()
}, 300_000)
afterAll(async () => expect(await fixture.countBoxes()).toBe(0))

async function seen(spec: Pick<BoxSpec, 'command'> & Partial<BoxSpec>) {
  let output = ''
  const box = await fixture.sandbox.open({
    role: 'candidate',
    runId: 'a-run',
    image: fixture.execution.images.go,
    env: {},
    files: [],
    limits: { wallMs: 60_000, memoryMiB: 512, pids: 128, outputKiB: 64 },
    cpus: 1,
    onOutput: (_stream, chunk) => (output += chunk.toString('utf8')),
    ...spec,
  })
  const end = await box.ended.finally(box.close)
  return { output, end }
}

/** Sends process 1 what it may be sent, by kill and as though the kernel had: with the sender's own word of why. */
const sendsEverything = `package main

import (
	"fmt"
	"os"
	"syscall"
	"time"
	"unsafe"
)

func main() {
	for number := 1; number <= 64; number++ {
		switch syscall.Signal(number) {
		case syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP:
			continue
		}
		_ = syscall.Kill(1, syscall.Signal(number))
		for _, code := range []int32{-1, -6} {
			info := [32]int32{int32(number), 0, code, 0, int32(os.Getpid()), int32(os.Getuid())}
			_, _, _ = syscall.RawSyscall(syscall.SYS_RT_SIGQUEUEINFO, 1, uintptr(number), uintptr(unsafe.Pointer(&info)))
		}
	}
	time.Sleep(200 * time.Millisecond)
	fmt.Println("still there")
	os.Exit(7)
}
`

test('process 1 is deaf to what its box sends it, and tells the end of its command all the same', async () => {
  const files = filesOf({ 'go.mod': 'module demo\n\ngo 1.24\n', 'main.go': sendsEverything })
  const { output, end } = await seen({
    command: ['sh', '-c', 'go build -o /box/tmp/it . && exec /box/tmp/it'],
    files,
  })
  expect({ output, exitCode: end.exitCode }).toEqual({ output: 'still there\n', exitCode: 7 })
})

test('its command hears signals as any program does', async () => {
  const { output } = await seen({
    command: ['sh', '-c', 'grep SigIgn /proc/self/status; sh -c "kill -SEGV \\$\\$"; echo $?'],
  })
  expect(output).toMatch(/SigIgn:\s+0+\n/)
  expect(output).toMatch(/^139$/m)
})

test('no box has a pseudo-terminal: they are one pool for the whole host', async () => {
  const { output } = await seen({
    command: [
      'sh',
      '-c',
      'for i in 1 2 3; do (exec 3<>/dev/ptmx) && echo opened; done; ls -A /dev/pts | wc -l',
    ],
  })
  expect(output).not.toContain('opened')
  expect(output).toMatch(/^0$/m)
})

test('a file that is a program may be started, and no other', async () => {
  const script = '#!/bin/sh\necho started\n'
  const { output } = await seen({
    command: ['sh', '-c', './run.sh; ./plain.sh; ls -l | cut -c1-10 | tail -2'],
    files: [
      { path: 'plain.sh', content: script },
      { path: 'run.sh', content: script, executable: true },
    ],
  })
  expect(output).toContain('started\n')
  expect(output.match(/started/g)).toHaveLength(1)
  expect(output).toMatch(/^-rw-r--r--\n-rwxr-xr-x$/m)
})
