import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testSettings } from '../support/run/settings.ts'
import { filesOf, openSandboxFixture, type SandboxFixture } from './sandbox-fixture.ts'

/** Long enough, under full strength, to outlast whatever the kernel or a retry would send late. */
const triesForS = testSettings().isFull ? 60 : 3

let fixture: SandboxFixture
beforeAll(async () => {
  fixture = await openSandboxFixture()
}, 300_000)
afterAll(async () => expect(await fixture.countBoxes()).toBe(0))

/** Tries what there is of ways out for as long as it is told, and says a line after each round. */
const knocker = `
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"time"
)

func main() {
	patience, _ := time.ParseDuration(os.Getenv("TRIES_FOR"))
	targets := []string{"1.1.1.1:53", "169.254.169.254:80", "172.17.0.1:2375", "255.255.255.255:67", "224.0.0.251:5353",
		"[2606:4700:4700::1111]:53", "[ff02::1]:5353"}
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		for _, target := range targets {
			for _, network := range []string{"tcp", "udp"} {
				if connection, err := net.DialTimeout(network, target, 100*time.Millisecond); err == nil {
					_, err = connection.Write([]byte("hello"))
					if err == nil {
						fmt.Println("left", network, target)
					}
					connection.Close()
				}
			}
		}
		context, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
		if _, err := net.DefaultResolver.LookupHost(context, "example.org"); err == nil {
			fmt.Println("found example.org")
		}
		cancel()
		fmt.Println("tried")
	}
}
`

interface Interface {
  name: string
  /** Bytes and packets received and sent, with what was dropped. */
  counters: number[]
}

/** The interfaces that one process of the host sees. */
function interfacesOf(pid: number): Interface[] {
  const lines = readFileSync(`/proc/${pid}/net/dev`, 'utf8').trim().split('\n').slice(2)
  return lines.map((line) => {
    const [name = '', counters = ''] = line.split(':')
    return { name: name.trim(), counters: counters.trim().split(/\s+/).map(Number) }
  })
}

test('a box that tries the network gets no interface on the host, and not one packet leaves', async () => {
  const before = readdirSync('/sys/class/net')
  const looks: { host: string[]; box: Interface[] }[] = []
  let said = ''
  let pid = 0
  const box = await fixture.sandbox.open({
    role: 'candidate',
    runId: 'a-run',
    image: fixture.execution.images.go,
    command: ['go', 'run', '.'],
    env: { TRIES_FOR: `${triesForS}s` },
    files: filesOf({ 'go.mod': 'module demo\n\ngo 1.24\n', 'main.go': knocker }),
    limits: { wallMs: (triesForS + 60) * 1_000, memoryMiB: 512, pids: 128, outputKiB: 256 },
    cpus: 1,
    onOutput: (_stream, chunk) => {
      said += chunk.toString('utf8')
      // What it has just tried has just been counted. Its last words may come when it is no more.
      if (existsSync(`/proc/${pid}/net/dev`))
        looks.push({ host: readdirSync('/sys/class/net'), box: interfacesOf(pid) })
    },
  })
  pid = (await fixture.docker.getContainer(box.id).inspect()).State.Pid
  const end = await box.ended.finally(box.close)
  expect(end.exitCode, said).toBe(0)
  expect(said.split('\n').filter((line) => line !== 'tried' && line !== '')).toEqual([])
  expect(looks.length).toBeGreaterThan(triesForS)
  for (const { host, box } of looks) {
    expect(host.filter((name) => !before.includes(name))).toEqual([])
    const others = box.filter(({ name }) => name !== 'lo')
    expect(others.filter(({ counters }) => counters.some((count) => count !== 0))).toEqual([])
    expect(box.map(({ name }) => name)).toContain('lo')
  }
})
