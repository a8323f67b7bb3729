import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashContext } from '../../sandbox-images/build-context.ts'
import type { InstallPaths } from './install-paths.ts'
import { say, secondsSince, withProgress } from './log.ts'

const sources = ['client', 'contracts', 'package-lock.json']

/** Builds the pages, unless the last build was made from the very same sources. */
export async function ensureClientBuild(place: InstallPaths): Promise<void> {
  const parts = sources.map((name) => ({ from: join(place.checkout, name), as: name }))
  const hash = await hashContext(parts, 'client', (name) => !name.startsWith('client/dist/'))
  const stamp = join(place.checkout, 'client', 'dist', '.sources-hash')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  const startedAt = performance.now()
  say('building the pages: their sources are new or have changed')
  await withProgress('vite build', () => runVite(place))
  writeFileSync(stamp, hash)
  say(`the pages are built (${secondsSince(startedAt)})`)
}

async function runVite(place: InstallPaths): Promise<void> {
  const vite = join(place.checkout, 'node_modules', 'vite', 'bin', 'vite.js')
  const child = spawn(process.execPath, [vite, 'build', 'client', '--logLevel', 'warn'], {
    cwd: place.checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`vite build failed:\n${output}`)
}
