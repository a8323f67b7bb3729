import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const checkout = join(import.meta.dirname, '..', '..')
let folder: string

/** A checkout in miniature, whose npm only notes that it was called. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairtime-bootstrap-'))
  mkdirSync(join(folder, 'scripts'))
  mkdirSync(join(folder, 'bin'))
  cpSync(join(checkout, 'scripts', 'bootstrap.mjs'), join(folder, 'scripts', 'bootstrap.mjs'))
  writeFileSync(join(folder, 'package-lock.json'), lockOf('1.0.0'))
  writeFileSync(join(folder, 'say.mjs'), 'console.log("said", ...process.argv.slice(2)); process.exit(7)')
  const install = `mkdir -p node_modules/.bin && ln -sf ${process.execPath} node_modules/.bin/node`
  writeFileSync(join(folder, 'bin', 'npm'), `#!/bin/sh\necho npm "$@" >> calls\n${install}\n`, {
    mode: 0o755,
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const lockOf = (version: string) => JSON.stringify({ packages: { '': {}, 'node_modules/a': { version } } })
const calls = () => {
  try {
    return readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n').length
  } catch {
    return 0
  }
}
const bootstrap = (path = `${join(folder, 'bin')}:${process.env['PATH']}`) =>
  new Promise<{ code: unknown; output: string }>((resolve) => {
    const args = [join(folder, 'scripts', 'bootstrap.mjs'), 'say.mjs', 'one', 'two']
    execFile(process.execPath, args, { cwd: folder, env: { PATH: path } }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    )
  })

describe('the bootstrap', () => {
  test('installs once, hands over with arguments and exit code, and installs again when the lock file changed', async () => {
    const first = await bootstrap()
    expect(first).toMatchObject({ code: 7, output: expect.stringContaining('said one two') })
    await bootstrap()
    expect(calls()).toBe(1)
    writeFileSync(join(folder, 'package-lock.json'), lockOf('2.0.0'))
    await bootstrap()
    expect(calls()).toBe(2)
  })

  test('trusts packages that were installed by hand, when they are the ones of the lock file', async () => {
    await bootstrap()
    rmSync(join(folder, 'node_modules', '.fairtime-lock-hash'))
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), lockOf('1.0.0'))
    await bootstrap()
    expect(calls()).toBe(1)
  })

  test('says what to do when npm fails', async () => {
    writeFileSync(join(folder, 'bin', 'npm'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    expect(await bootstrap()).toMatchObject({
      code: 1,
      output: expect.stringContaining('run the same command again'),
    })
  })
})
