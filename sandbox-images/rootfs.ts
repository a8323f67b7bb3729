import { spawn } from 'node:child_process'
import { docker, dockerOrThrow, findImageId, type DockerCli } from './docker-cli.ts'

const importedTag = 'fairtime/rootfs:trixie'
const publicTag = 'debian:trixie-slim'
const pullTimeoutMs = 180_000
const firstAnswerTimeoutMs = 8_000
const importTimeoutMs = 600_000

export type RootfsDeps = {
  cli: DockerCli
  log: (line: string) => void
  /** Called only when mmdebstrap is about to be used, so that a caller who can install it may do so. */
  needMaker?: () => Promise<void>
}

/**
 * Names an image of Debian trixie: one that is here already, or a pulled one, or, where no image registry answers, one made
 * from the Debian mirror. An air-gapped site needs only that mirror.
 */
export async function ensureRootfs(deps: RootfsDeps): Promise<string> {
  for (const tag of [importedTag, publicTag]) {
    if ((await findImageId(deps.cli, tag)) !== undefined) return tag
  }
  if (await pull(deps)) return publicTag
  deps.log('no image registry answers: making the base image from the Debian mirror (about 20 s)')
  await deps.needMaker?.()
  await importFromMirror(deps.cli)
  return importedTag
}

/** Gives up at once when the registry says nothing, and waits when it has begun to answer. */
async function pull({ cli, log }: RootfsDeps): Promise<boolean> {
  const reachable = await docker(cli, {
    args: ['manifest', 'inspect', publicTag],
    timeoutMs: firstAnswerTimeoutMs,
  })
  if (!reachable.ok) return false
  log(`pulling ${publicTag}, which the sandbox images start from`)
  return (await docker(cli, { args: ['pull', '--quiet', publicTag], timeoutMs: pullTimeoutMs })).ok
}

async function importFromMirror(cli: DockerCli): Promise<void> {
  const maker = spawn('mmdebstrap', ['--variant=minbase', '--quiet', 'trixie', '-'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: cli.signal,
  })
  let complaint = ''
  maker.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (complaint = (complaint + text).slice(-4_000)))
  const made = new Promise<number | null>((resolve, reject) => {
    maker.once('error', (cause) =>
      reject(
        cause.name === 'AbortError'
          ? cause
          : new Error('mmdebstrap is missing: install the package mmdebstrap.', { cause }),
      ),
    )
    maker.once('close', resolve)
  })
  const draftTag = `${importedTag}-draft-${process.pid}`
  const [code] = await Promise.all([
    made,
    dockerOrThrow(cli, {
      args: ['import', '-', draftTag],
      stdin: maker.stdout,
      timeoutMs: importTimeoutMs,
    }),
  ])
  // A truncated archive imports without a complaint, so only a maker that succeeded gives the final name.
  if (code === 0) await dockerOrThrow(cli, { args: ['tag', draftTag, importedTag] })
  await docker(cli, { args: ['rmi', draftTag] })
  if (code !== 0) throw new Error(`mmdebstrap could not make a Debian image:\n${complaint}`)
}
