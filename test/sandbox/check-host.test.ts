import { expect, test } from 'vitest'
import { checkHost } from '../../workers/sandbox/check-host.ts'
import { dockerHost } from './sandbox-fixture.ts'

const config = { dockerHost, sandboxRuntime: null, requiresUserns: false, allowUnsafe: [] }

function openLog() {
  const told: string[] = []
  const take = (level: string) => (fields: object) => {
    if ('name' in fields) told.push(`${level} ${String(fields.name)}`)
  }
  return { told, log: { info: take('info'), warn: take('warn') } }
}

test('a worker takes runs on this machine without being allowed anything', async () => {
  const { log, told } = openLog()
  await checkHost({ config, log })
  expect(told.filter((line) => line.startsWith('warn'))).toEqual([])
})

test('a worker refuses a host that cannot give what its settings want, and records what was allowed', async () => {
  const wanting = { ...config, sandboxRuntime: 'a-runtime-that-nobody-has' }
  const { log, told } = openLog()
  await expect(checkHost({ config: wanting, log })).rejects.toThrow(
    /runtime-missing: .*unset SANDBOX_RUNTIME/,
  )
  await checkHost({ config: { ...wanting, allowUnsafe: ['runtime-missing'] }, log })
  expect(told).toContain('warn runtime-missing')
})
