// Runs on whatever Node 20 or newer the machine has: brings node_modules in line with package-lock.json, then hands over to
// Node 24 from node_modules. Plain JavaScript without dependencies, because nothing is installed yet.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const checkout = dirname(dirname(fileURLToPath(import.meta.url)))
const nodeModules = join(checkout, 'node_modules')
const stampFile = join(nodeModules, '.fairtime-lock-hash')
const node24 = join(nodeModules, '.bin', 'node')

await ensurePackages()
handOver(process.argv.slice(2))

async function ensurePackages() {
  const lockText = readFileSync(join(checkout, 'package-lock.json'), 'utf8')
  const lockHash = createHash('sha256').update(lockText).digest('hex')
  if (isCurrent(lockText, lockHash)) return
  const startedAt = performance.now()
  console.log('installing npm packages: this checkout has none, or an older set')
  const ticker = setInterval(() => console.log(`  npm ci, ${seconds(startedAt)}`), 5_000)
  const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  clearInterval(ticker)
  if (code !== 0 || !existsSync(node24)) {
    console.error('npm ci did not succeed. Mend what it says above, then run the same command again.')
    process.exit(1)
  }
  writeFileSync(stampFile, lockHash)
  console.log(`npm packages are in place (${seconds(startedAt)})`)
}

/** A linked node_modules belongs to another checkout and is never touched. */
function isCurrent(lockText, lockHash) {
  if (!existsSync(node24)) return false
  if (lstatSync(nodeModules).isSymbolicLink()) return true
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === lockHash
  if (!matchesInstalled(JSON.parse(lockText))) return false
  writeFileSync(stampFile, lockHash)
  return true
}

/** For packages that somebody installed by hand: npm notes what it installed in a lock file of its own. */
function matchesInstalled(lock) {
  const installedFile = join(nodeModules, '.package-lock.json')
  if (!existsSync(installedFile)) return false
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  return Object.entries(lock.packages).every(
    ([path, wanted]) => path === '' || wanted.optional || installed[path]?.version === wanted.version,
  )
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: checkout, stdio: 'inherit' })
    child.on('error', () => resolve(127))
    child.on('close', resolve)
  })
}

/** The script decides when to leave: signals are passed on, and its exit code becomes ours. */
function handOver(args) {
  const child = spawn(node24, args, { cwd: checkout, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(
      `Node 24 from node_modules does not start (${error.message}). Remove node_modules and try again.`,
    )
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

function seconds(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(0)} s`
}
