import { openInstallPaths } from './setup/install-paths.ts'
import { runScript } from './setup/run-script.ts'
import { say, secondsSince } from './setup/log.ts'
import { openSecrets } from './setup/secrets.ts'
import { startServices } from './setup/services.ts'
import { ensureClientBuild } from './setup/client-build.ts'

await runScript(async ({ onEnd }) => {
  const startedAt = performance.now()
  const place = openInstallPaths('start')
  const services = await startServices(place, { secrets: openSecrets(place), isDurable: true, alsoNeeds: [] })
  onEnd(services.stop)
  await ensureClientBuild(place)
  say(`everything is set up (${secondsSince(startedAt)}); npm start serves it`)
  return 0
})
