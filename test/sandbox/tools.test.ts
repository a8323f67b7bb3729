import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Language } from '#contracts/languages.ts'
import { askTools } from '../../workers/ask-tools.ts'
import { versionsIn } from '../../workers/languages/language.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'
import { openSandboxFixture, type SandboxFixture } from './sandbox-fixture.ts'

let fixture: SandboxFixture
let server: TestServer
beforeAll(async () => {
  fixture = await openSandboxFixture()
  server = await startTestServer()
})
afterAll(() => server.stop())

const versionOf = async (name: string): Promise<string> =>
  JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8')).version

it('asks the programs of the image themselves, and leaves no box', async () => {
  const { sandbox, execution } = fixture
  const { signal } = new AbortController()
  const ask = (language: Language) => askTools({ sandbox, images: execution.images, signal }, language)
  expect(await ask('typescript')).toEqual([
    { name: 'Node.js', version: process.versions.node },
    { name: 'TypeScript', version: await versionOf('typescript-7') },
  ])
  expect(await ask('go')).toEqual([{ name: 'Go', version: expect.stringMatching(/^1\.\d+(\.\d+)?$/) }])
  // Whether the box had its say before it was stopped is chance; that it is gone is not.
  const cut = { sandbox, images: execution.images, signal: AbortSignal.abort() }
  await Promise.allSettled([askTools(cut, 'go')])
  expect(await fixture.countBoxes()).toBe(0)
})

it('takes no version from a program that does not tell one', () => {
  expect(() => versionsIn('command not found', { Go: /\bgo(\d[\w.]*)/ })).toThrow(
    'Go does not tell its version',
  )
})

it('candidates read them before they start, and nothing before a worker has said', async () => {
  const { visitor, invitationId } = await server.candidate()
  const tools = async () =>
    (await visitor.must('getInvitation', { params: { invitationId } })).exercises[0]?.tools
  expect(await tools()).toEqual([])
  const body = { language: 'go', tools: [{ name: 'Go', version: '1.24.4' }] } as const
  const headers = { authorization: `Bearer ${server.config.workerToken}` }
  await server.visitor().must('reportTools', { body: { ...body, tools: [...body.tools] }, headers })
  expect(await tools()).toEqual(body.tools)
})
