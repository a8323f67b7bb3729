import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { testSettings } from '../support/run/settings.ts'

const run = promisify(execFile)
const rulesSchema = z.object({
  default: z.object({ forbidden: z.array(z.looseObject({ name: z.string() })) }),
})
const checkout = join(import.meta.dirname, '..', '..')

const socketPath = () => testSettings().dockerHost.replace(/^unix:\/\//, '')

/** What somebody gets for a word with the engine. The program starts as we are, so that it may lie where others cannot look. */
async function connectAs(uid: number): Promise<string> {
  const script = `process.setgroups([]); process.setgid(${uid}); process.setuid(${uid})
    require('net').connect(${JSON.stringify(socketPath())})
      .on('connect', () => { console.log('connected'); process.exit() })
      .on('error', (error) => { console.log(error.code); process.exit() })`
  return (await run(process.execPath, ['-e', script])).stdout.trim()
}

const stageOf = (dockerfile: string, name: string) =>
  dockerfile.split(/^FROM /m).find((stage) => stage.split('\n')[0]?.endsWith(` AS ${name}`)) ?? ''

describe('only a worker can reach the engine', () => {
  test("the user of the server's image may not open the engine's socket", async () => {
    const dockerfile = await readFile(join(checkout, 'Dockerfile'), 'utf8')
    const [, uid] = /^USER (\d+):/m.exec(stageOf(dockerfile, 'server')) ?? []
    expect(Number(uid)).toBeGreaterThan(0)
    const { mode } = await stat(socketPath())
    expect(mode & 0o007, 'others have no access').toBe(0)
    // Only root can try it as somebody else.
    if (process.getuid?.() !== 0) return
    expect(await connectAs(Number(uid))).toBe('EACCES')
    expect(await connectAs(0)).toBe('connected')
  })

  test('its image holds no client of the engine, and the import rules none in its code', async () => {
    const dockerfile = await readFile(join(checkout, 'Dockerfile'), 'utf8')
    const server = stageOf(dockerfile, 'server')
    const removed = /^RUN rm -rf (.*)$/m.exec(server)?.[1]?.split(' ') ?? []
    expect(removed).toEqual(expect.arrayContaining(['node_modules/dockerode', 'node_modules/docker-modem']))
    const lastCopy = server.lastIndexOf('node_modules node_modules')
    expect(server.indexOf('RUN rm -rf'), 'removed after they came').toBeGreaterThan(lastCopy)
    expect(server).not.toMatch(/docker-cli|docker\.io/)
    const rules = rulesSchema.parse(await import(join(checkout, '.dependency-cruiser.mjs')))
    expect(rules.default.forbidden).toContainEqual(
      expect.objectContaining({
        name: 'server-has-no-docker',
        severity: 'error',
        from: { path: '^server/' },
        to: { path: 'node_modules/(dockerode|docker-modem)/', reachable: true },
      }),
    )
  })

  test('in the compose file only the worker is given the socket', async () => {
    const compose = await readFile(join(checkout, 'docker-compose.yml'), 'utf8')
    const services = compose.slice(compose.indexOf('\nservices:')).split(/^ {2}(?=\w+:$)/m)
    const holders = services.filter((service) => service.includes('docker.sock')).map((s) => s.split(':')[0])
    expect(holders).toEqual(['worker'])
  })
})
