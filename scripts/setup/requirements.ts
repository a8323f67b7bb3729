import { spawn } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRoot } from './install-paths.ts'
import { secondsSince, say, withProgress } from './log.ts'

export interface Requirement {
  /** Any of these on the PATH will do. */
  programs: string[]
  packages: string[]
  why: string
}

const folders = (process.env['PATH'] ?? '').split(':').concat('/usr/sbin', '/sbin', '/usr/local/bin')

export const requirements = {
  redis: { programs: ['redis-server'], packages: ['redis-server'], why: 'queues between server and workers' },
  git: { programs: ['git'], packages: ['git'], why: 'serves every exercise as a git remote' },
  mmdebstrap: {
    programs: ['mmdebstrap'],
    packages: ['mmdebstrap', 'debian-archive-keyring'],
    why: 'makes the sandbox base image where no image registry answers',
  },
  dockerEngine: {
    programs: ['dockerd'],
    packages: ['docker.io', 'ca-certificates'],
    why: 'runs candidates’ code in sealed boxes',
  },
  dockerCommand: { programs: ['docker'], packages: ['docker-cli'], why: 'builds the sandbox images' },
  chromium: {
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    packages: ['chromium'],
    why: 'the browser tests need a browser',
  },
  faketime: {
    programs: ['faketime'],
    packages: ['faketime'],
    why: 'the clock tests need a server whose clock is wrong',
  },
} as const satisfies Record<string, Requirement>

/** Stops the whole set-up with a list of commands that a person can run. */
export class MissingRequirements extends Error {}

/** Finds each requirement; installs what is missing where that is ours to do, and otherwise says exactly what to run. */
export async function ensureRequirements(wanted: Requirement[]): Promise<void> {
  const missing = wanted.filter((requirement) => findProgram(requirement.programs) === null)
  if (missing.length === 0) return
  if (!isRoot() || !isDebianLike()) throw new MissingRequirements(explain(missing))
  await apt('reading the package lists', ['update', '-q'])
  for (const requirement of missing) {
    // One package may have brought the next program already: docker.io holds the docker command on Debian 12.
    if (findProgram(requirement.programs) !== null) continue
    const startedAt = performance.now()
    const names = requirement.packages.join(' ')
    await apt(`installing ${names}: ${requirement.why}`, [
      'install',
      '-qy',
      '--no-install-recommends',
      ...requirement.packages,
    ])
    say(`  installed ${names} (${secondsSince(startedAt)})`)
    if (findProgram(requirement.programs) === null) throw new MissingRequirements(explain([requirement]))
  }
}

export function findProgram(names: readonly string[]): string | null {
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name)
      if (isExecutable(path)) return path
    }
  }
  return null
}

/** The path of a program that `ensureRequirements` has seen to. */
export function getProgram(requirement: Requirement): string {
  const path = findProgram(requirement.programs)
  if (!path) throw new MissingRequirements(explain([requirement]))
  return path
}

function explain(missing: Requirement[]): string {
  const reasons = missing.map(({ programs, why }) => `  ${programs[0]}: ${why}`)
  const names = missing.flatMap(({ packages }) => packages).join(' ')
  const commands = isDebianLike()
    ? ['  sudo apt-get update', `  sudo apt-get install -y --no-install-recommends ${names}`]
    : [`  install with your system's package manager: ${names}`]
  const advice = 'Fairtime installs these by itself only on Debian or Ubuntu and as root.'
  return ['Missing on this machine:', ...reasons, advice, 'Run, then start again:', ...commands].join('\n')
}

function isDebianLike(): boolean {
  try {
    return /^(ID|ID_LIKE)=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function apt(title: string, args: string[]): Promise<void> {
  say(title)
  await withProgress('apt-get', (report) => {
    const child = spawn('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let heard = ''
    const hear = (chunk: Buffer) => {
      heard = (heard + chunk.toString('utf8')).slice(-4_000)
      report(heard.trimEnd().split('\n').at(-1) ?? '')
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    return new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => {
        if (code === 0) resolve()
        else reject(new Error(`apt-get ${args[0]} failed. Mend what it says, then start again:\n${heard}`))
      })
    })
  })
}
