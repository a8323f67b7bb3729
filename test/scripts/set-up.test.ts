import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { findFreePort, findPortFrom } from '../../scripts/setup/free-port.ts'
import { hold, listHolders } from '../../scripts/setup/holders.ts'
import { requireOwnFolder, type InstallPaths } from '../../scripts/setup/install-paths.ts'
import { startPostgres } from '../../scripts/setup/services/postgres.ts'
import { isAlive, stopProcess } from '../../scripts/setup/services/processes.ts'
import { startRedis } from '../../scripts/setup/services/redis.ts'
import { openSecrets } from '../../scripts/setup/secrets.ts'

let folder: string
let place: InstallPaths
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairtime-set-up-'))
  // Root lends PostgreSQL another account, which cannot pass through this folder without our help: as below /root.
  place = {
    checkout: folder,
    state: join(folder, 'state'),
    run: join(folder, 'run'),
    sharedRun: join(folder, 'run'),
  }
  mkdirSync(place.state)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const settings = { password: 'a-password-of-this-test', isDurable: false }

describe('services of our own', () => {
  test('PostgreSQL starts, is adopted when its parent was killed, and stops without a trace', async () => {
    const first = await startPostgres(place, settings)
    const second = await startPostgres(place, settings)
    expect(second.databaseUrl).toBe(first.databaseUrl)
    expect(second.isRunning?.()).toBe(true)
    await second.stop()
    expect(first.isRunning?.()).toBe(false)
    const third = await startPostgres(place, settings)
    expect(third.databaseUrl).toBe(first.databaseUrl)
    await third.stop()
  })

  test('PostgreSQL begins afresh over a data folder that was never finished', async () => {
    mkdirSync(join(place.state, 'postgres', 'data', 'base'), { recursive: true })
    const postgres = await startPostgres(place, settings)
    expect(postgres.isRunning?.()).toBe(true)
    await postgres.stop()
  })

  test('Redis starts over what a killed one left, and stops without a trace', async () => {
    mkdirSync(join(place.state, 'redis'), { recursive: true })
    mkdirSync(place.run)
    writeFileSync(join(place.state, 'redis', 'redis.pid'), '999999')
    writeFileSync(join(place.run, 'redis.sock'), '')
    const redis = await startRedis(place)
    expect(redis.isRunning?.()).toBe(true)
    const data = join(place.state, 'redis')
    const isPrivate = (path: string) => (statSync(path).mode & 0o077) === 0
    expect(isPrivate(data)).toBe(true)
    const own = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name !== 'redis.pid',
    )
    expect(own.length).toBeGreaterThan(0)
    expect(own.filter((name) => name.includes('aof')).every((name) => isPrivate(join(data, name)))).toBe(true)
    await redis.stop()
    expect(redis.isRunning?.()).toBe(false)
  })
})

describe('the folder of sockets', () => {
  test('is refused where somebody else could put theirs in it', () => {
    const mine = join(folder, 'mine')
    mkdirSync(mine)
    expect(() => requireOwnFolder(mine)).not.toThrow()
    chmodSync(mine, 0o777)
    expect(() => requireOwnFolder(mine)).toThrow('can be written by others')
    const link = join(folder, 'link')
    symlinkSync(mine, link)
    expect(() => requireOwnFolder(link)).toThrow('is no folder')
    if (process.getuid?.() === 0) {
      const theirs = join(folder, 'theirs')
      mkdirSync(theirs)
      chownSync(theirs, 12_345, 12_345)
      expect(() => requireOwnFolder(theirs)).toThrow('belongs to user 12345')
    }
  })
})

test('compose: Redis wants a password, and both that use it have it', () => {
  const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }).services
  expect(compose.redis.environment.REDIS_PASSWORD).toContain(':?')
  for (const name of ['server', 'worker'])
    expect(compose[name].environment.REDIS_URL).toBe('redis://:${REDIS_PASSWORD}@redis:6379')
  expect(readFileSync('deploy/redis.sh', 'utf8')).toContain('requirepass %s')
})

describe('small parts of the set-up', () => {
  test('secrets are made once and readable by their owner alone', () => {
    const secrets = openSecrets(place)
    expect(openSecrets(place)).toEqual(secrets)
    expect(statSync(join(place.state, 'secrets.json')).mode & 0o777).toBe(0o600)
  })

  test('a port in use gives way to the next one', async () => {
    const host = '127.0.0.1'
    const taken = createServer()
    const port = await findFreePort(host)
    await new Promise<void>((resolve) => taken.listen(port, host, resolve))
    expect(await findPortFrom(port, host)).toBeGreaterThan(port)
    await new Promise((resolve) => taken.close(resolve))
  })

  test('a note of a dead process, or of another program with its number, holds nothing', () => {
    const holders = join(folder, 'holders')
    mkdirSync(holders)
    writeFileSync(join(holders, '999999'), '999999')
    writeFileSync(join(holders, String(process.ppid)), '1')
    expect(listHolders(holders)).toEqual([])
    expect(hold(holders).release()).toBe(true)
  })

  test('a process that ignores the polite signal is ended all the same', async () => {
    const stubborn = spawn('sh', ['-c', 'trap "" TERM; echo ready; while :; do sleep 0.1; done'])
    await new Promise((resolve) => stubborn.stdout.once('data', resolve))
    await stopProcess(stubborn.pid!, { signal: 'SIGTERM', timeoutMs: 300 })
    expect(isAlive(stubborn.pid!)).toBe(false)
  })
})
