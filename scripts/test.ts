import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureClientBuild } from './setup/client-build.ts'
import { environmentWithout } from './setup/environment.ts'
import { openInstallPaths, type InstallPaths } from './setup/install-paths.ts'
import { runScript } from './setup/run-script.ts'
import { findProgram, requirements } from './setup/requirements.ts'
import { say, secondsSince } from './setup/log.ts'
import { openSecrets } from './setup/secrets.ts'
import { startServices, type Services } from './setup/services.ts'
import { countTests, parseReport, type TestReport } from './test/report.ts'

// The last line is a promise to whoever reads it by machine, so it is printed after everything else has been stopped.
let summary = '0 passed, 1 failed'
process.on('exit', () => say(summary))

await runScript(async ({ onEnd }) => {
  const startedAt = performance.now()
  const place = openInstallPaths('test')
  const chromium = process.env['FAIRTIME_CHROMIUM']
  const services = await startServices(place, {
    secrets: openSecrets(place),
    isDurable: false,
    alsoNeeds: [requirements.faketime, ...(chromium ? [] : [requirements.chromium])],
  })
  onEnd(services.stop)
  await ensureClientBuild(place)
  say(`set-up took ${secondsSince(startedAt)}`)
  const reportFile = join(place.state, 'report.json')
  mkdirSync(place.state, { recursive: true })
  rmSync(reportFile, { force: true })
  const code = await runVitest(place, {
    reportFile,
    env: testEnvironment(services, chromium ?? findProgram(requirements.chromium.programs) ?? ''),
    onEnd,
  })
  const counts = countTests(readReport(reportFile), code)
  summary = `${counts.passed} passed, ${counts.failed} failed`
  return counts.failed === 0 && code === 0 ? 0 : 1
})

function testEnvironment(services: Services, chromium: string) {
  return {
    ...environmentWithout('DATABASE_URL', 'REDIS_URL'),
    FAIRTIME_TEST_DATABASE_URL: services.adminUrl,
    FAIRTIME_TEST_REDIS_SOCKET: services.redisUrl,
    DOCKER_HOST: services.dockerHost,
    FAIRTIME_CHROMIUM: chromium,
  }
}

type VitestCall = {
  reportFile: string
  env: Record<string, string | undefined>
  onEnd: (stop: () => Promise<void>) => void
}

function runVitest(place: InstallPaths, call: VitestCall): Promise<number> {
  const vitest = join(place.checkout, 'node_modules', 'vitest', 'vitest.mjs')
  const child = spawn(
    process.execPath,
    [vitest, 'run', `--outputFile.json=${call.reportFile}`, ...process.argv.slice(2)],
    {
      cwd: place.checkout,
      env: call.env,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
  call.onEnd(async () => {
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
  })
  return ended
}

function readReport(file: string): TestReport | null {
  try {
    return parseReport(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
