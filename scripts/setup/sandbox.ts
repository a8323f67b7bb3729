import { join } from 'node:path'
import { ensureSandboxImages, type SandboxImages } from '../../sandbox-images/build.ts'
import { startDocker, type Docker } from './services/docker.ts'
import { hold } from './holders.ts'
import type { InstallPaths } from './install-paths.ts'
import { ensureRequirements, requirements } from './requirements.ts'
import { say, secondsSince } from './log.ts'

/** All commands of one checkout share its engine and images; the last to leave stops the engine. */
export async function startSharedDocker(place: InstallPaths): Promise<Docker> {
  const holders = hold(join(place.checkout, '.fairtime', 'docker-holders'))
  const docker = await startDocker(place)
  const stop = async (force?: boolean) => {
    if (holders.release()) await docker.stop(force)
  }
  return { ...docker, stop }
}

/** The images of the boxes, built where they are missing. */
export async function ensureImages(dockerHost: string): Promise<SandboxImages> {
  const startedAt = performance.now()
  let hasBuilt = false
  const log = (line: string) => {
    if (!hasBuilt) say('sandbox images: building those that are missing (once, two to three minutes)')
    hasBuilt = true
    say(`  ${line}`)
  }
  const images = await ensureSandboxImages({
    dockerHost,
    log,
    needMaker: () => ensureRequirements([requirements.mmdebstrap]),
  })
  if (hasBuilt) say(`sandbox images are ready (${secondsSince(startedAt)})`)
  return images
}
