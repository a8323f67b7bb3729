import { test } from 'node:test'
import { readFileSync } from 'node:fs'

test('hostile', async () => {
  const paths = ['/proc/1/environ', '/proc/self/environ', '/proc/1/cmdline', '/proc/self/mountinfo', '/proc/self/cgroup', '/etc/hosts']
  for (const path of paths) console.log(path, readFileSync(path, 'utf8'))
})
