import { execFile } from 'node:child_process'
import { mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

const checkout = join(import.meta.dirname, '..', '..', '..')
const uses = (path: string) => `import { it } from '${path}'\nvoid it\n`
const usesPackage = (name: string) => `import * as it from '${name}'\nvoid it\n`

/** A repository in which every file breaks the rule that it is listed under. */
const breaches: Readonly<Record<string, { file: string; text: string; says: string }>> = {
  'flow-staff': {
    file: 'server/staff/early.ts',
    text: uses('../reviews/store.ts'),
    says: 'Move the code to the later room',
  },
  'flow-runs': {
    file: 'server/runs/early.ts',
    text: uses('../regrades/store.ts'),
    says: 'Move the code to the later room',
  },
  'ground-floor': { file: 'server/db/room.ts', text: uses('../runs/store.ts'), says: 'they may know none' },
  'composition-root-is-not-imported': {
    file: 'server/runs/root.ts',
    text: uses('../app.ts'),
    says: 'Take what you need as an argument',
  },
  'contracts-stand-alone': {
    file: 'contracts/leaning.ts',
    text: uses('../server/runs/store.ts'),
    says: 'may import nothing but zod',
  },
  'platform-is-plumbing': {
    file: 'platform/schema.ts',
    text: usesPackage('zod'),
    says: 'Put it where it belongs to',
  },
  'prober-kit-stands-alone': {
    file: 'prober-kit/leaning.ts',
    text: uses('../contracts/clock.ts'),
    says: 'nothing else of this repository',
  },
  'client-knows-contracts-only': {
    file: 'client/lib/leaning.ts',
    text: uses('../../server/runs/store.ts'),
    says: 'Add what you need to the API',
  },
  'workers-know-contracts-only': {
    file: 'workers/leaning.ts',
    text: uses('../server/runs/store.ts'),
    says: 'travels in a contract',
  },
  'server-knows-contracts-only': {
    file: 'server/leaning.ts',
    text: uses('../workers/run.ts'),
    says: 'no way to Docker',
  },
  'server-has-no-docker': {
    file: 'server/engine.ts',
    text: usesPackage('dockerode'),
    says: 'has no engine',
  },
  'workers-have-no-database': { file: 'workers/data.ts', text: usesPackage('pg'), says: 'has no data' },
  'features-do-not-meet': {
    file: 'client/features/runs/meeting.ts',
    text: uses('../board/page.ts'),
    says: 'client/ui or client/lib',
  },
  'shared-client-knows-no-feature': {
    file: 'client/ui/feature.ts',
    text: uses('../features/board/page.ts'),
    says: 'they may know none',
  },
  'lib-draws-nothing': {
    file: 'client/lib/drawing.ts',
    text: uses('../ui/box.ts'),
    says: 'What draws belongs in client/ui',
  },
  'sync-knows-no-page': {
    file: 'client/sync/page.ts',
    text: uses('../features/board/page.ts'),
    says: 'What draws belongs in a feature',
  },
  'one-importer-dockerode': {
    file: 'workers/second-engine.ts',
    text: usesPackage('dockerode'),
    says: 'workers/sandbox/docker.ts',
  },
  'one-importer-bullmq': {
    file: 'server/second-queue.ts',
    text: usesPackage('bullmq'),
    says: 'opened in one place a process',
  },
  'one-importer-socket-io': {
    file: 'server/second-socket.ts',
    text: usesPackage('socket.io'),
    says: 'Announce through deps.announce',
  },
  'one-importer-nodemailer': {
    file: 'server/second-mail.ts',
    text: usesPackage('nodemailer'),
    says: 'sent after the commit',
  },
  'no-circles': { file: 'server/round.ts', text: uses('./turn.ts'), says: 'a third one is missing' },
  'no-test-in-product': {
    file: 'server/tested.ts',
    text: uses('../test/support/thing.ts'),
    says: 'must run without its tests',
  },
}

const others = {
  'server/reviews/store.ts': '',
  'server/regrades/store.ts': '',
  'server/runs/store.ts': '',
  'server/app.ts': '',
  'server/turn.ts': uses('./round.ts'),
  'contracts/clock.ts': '',
  'workers/run.ts': '',
  'client/features/board/page.ts': '',
  'client/ui/box.ts': '',
  'test/support/thing.ts': '',
}

const reportSchema = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string(), comment: z.string() })) }),
  }),
})

let folder: string
let summary: z.infer<typeof reportSchema>['summary']
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairtime-rules-'))
  const files = {
    ...others,
    ...Object.fromEntries(Object.values(breaches).map(({ file, text }) => [file, text])),
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text === '' ? 'export const it = 1\n' : `${text}export { it }\n`)
  }
  for (const name of ['package.json', 'tsconfig.base.json'])
    await writeFile(join(folder, name), await readFile(join(checkout, name)))
  await symlink(join(checkout, 'node_modules'), join(folder, 'node_modules'))
  const cruise = join(checkout, 'node_modules', '.bin', 'depcruise')
  const config = join(checkout, '.dependency-cruiser.mjs')
  const folders = ['server', 'workers', 'client', 'contracts', 'platform', 'prober-kit']
  const args = ['--config', config, '--output-type', 'json', ...folders]
  const run = promisify(execFile)(cruise, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 })
  const { stdout } = await run.catch((failed: { stdout: string }) => failed)
  summary = reportSchema.parse(JSON.parse(stdout)).summary
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a breach of an import rule fails the check, and the rule says where the code belongs', () => {
  it.each(Object.entries(breaches))('%s', (name, { file, says }) => {
    const told = summary.violations.filter(({ rule, from }) => rule.name === name && from === file)
    expect(told).not.toEqual([])
    expect(summary.ruleSetUsed.forbidden.find((rule) => rule.name === name)?.comment).toContain(says)
  })

  it('for every rule that there is', () => {
    const names = summary.ruleSetUsed.forbidden.map(({ name }) => name)
    const kinds = names.filter((name) => !name.startsWith('flow-') && !name.startsWith('one-importer-'))
    expect(kinds.filter((name) => breaches[name] === undefined)).toEqual(['declared-packages-only'])
  })
})
