import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { it } from '../../support/fixtures.ts'
import { type TestServer } from '../../support/server/test-server.ts'

const policyOf = async (server: TestServer, path: string) => {
  const response = await server.visitor().fetch(path)
  expect(response.status, path).toBe(200)
  // A server that stops waits for answers that nobody reads.
  await response.body?.cancel()
  return response.headers.get('content-security-policy') ?? ''
}

it('WebAssembly may be started by the file of gofmt alone, and eval by none', async ({ server }) => {
  const assets = (await readdir(join(server.config.clientDir, 'assets'))).filter((name) =>
    name.endsWith('.js'),
  )
  const policies = new Map(
    await Promise.all(assets.map(async (name) => [name, await policyOf(server, `/assets/${name}`)] as const)),
  )
  const withLeave = [...policies].filter(([, policy]) => policy.includes('wasm-unsafe-eval'))
  expect(withLeave.map(([name]) => name)).toEqual([expect.stringMatching(/^gofmt\.worker-/)])
  for (const policy of [
    ...policies.values(),
    await policyOf(server, '/'),
    await policyOf(server, '/attempts/x'),
  ]) {
    expect(policy).not.toContain("'unsafe-eval'")
    expect(policy).toMatch(/script-src 'self'/)
  }
  expect(await policyOf(server, '/attempts/x')).not.toContain('wasm')
})
