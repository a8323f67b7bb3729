import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
afterAll(() => server.stop())

const policyOf = async (path: string) => {
  const response = await server.visitor().fetch(path)
  expect(response.status, path).toBe(200)
  return response.headers.get('content-security-policy') ?? ''
}

it('WebAssembly may be started by the file of gofmt alone, and eval by none', async () => {
  const assets = (await readdir(join(server.config.clientDir, 'assets'))).filter((name) =>
    name.endsWith('.js'),
  )
  const policies = new Map(
    await Promise.all(assets.map(async (name) => [name, await policyOf(`/assets/${name}`)] as const)),
  )
  const withLeave = [...policies].filter(([, policy]) => policy.includes('wasm-unsafe-eval'))
  expect(withLeave.map(([name]) => name)).toEqual([expect.stringMatching(/^gofmt\.worker-/)])
  for (const policy of [...policies.values(), await policyOf('/'), await policyOf('/attempts/x')]) {
    expect(policy).not.toContain("'unsafe-eval'")
    expect(policy).toMatch(/script-src 'self'/)
  }
  expect(await policyOf('/attempts/x')).not.toContain('wasm')
})
