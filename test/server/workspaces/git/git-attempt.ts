import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Visitor } from '../../../support/server/call.ts'
import type { TestServer } from '../../../support/server/test-server.ts'
import { openGitClient, type GitClient } from './git-client.ts'

/** A candidate with the real git in a folder of their own. */
export interface GitAttempt {
  visitor: Visitor
  attemptId: string
  git: GitClient
  cloneUrl: string
}

export function openGitAttempts(server: () => TestServer) {
  const clients: GitClient[] = []
  const client = async () => {
    const git = await openGitClient()
    clients.push(git)
    return git
  }
  const start = async (): Promise<GitAttempt> => {
    const { visitor, attemptId } = await server().attempt()
    const { cloneUrl } = await visitor.must('createGitCredential', { params: { attemptId } })
    return { visitor, attemptId, git: await client(), cloneUrl }
  }
  return {
    client,
    start,
    async clone(): Promise<GitAttempt> {
      const attempt = await start()
      await attempt.git.must('clone', '-q', attempt.cloneUrl, '.')
      return attempt
    },
    async close() {
      for (const git of clients) await git.close()
    },
  }
}

export const saveInBrowser = ({ visitor, attemptId }: GitAttempt, path: string, content: string) =>
  visitor.must('saveWorkspace', {
    params: { attemptId },
    body: { clientId: randomUUID(), seq: 1, changes: [{ kind: 'write', path, content }] },
  })

export async function filesOf({ visitor, attemptId }: GitAttempt): Promise<Map<string, string>> {
  const { files } = await visitor.must('getWorkspace', { params: { attemptId } })
  return new Map(files.map((file) => [file.path, file.content]))
}

export async function commit(
  { git }: GitAttempt,
  files: Record<string, string>,
  message: string,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(git.folder, path, '..'), { recursive: true })
    await writeFile(join(git.folder, path), content)
  }
  await git.must('add', '--all')
  await git.must('commit', '-q', '-m', message)
}

const packetOf = (line: string) => `${(Buffer.byteLength(line) + 4).toString(16).padStart(4, '0')}${line}`

/** What git sends to bring these refs: its commands, a flush, and the pack. */
export function pushBody(
  updates: readonly { from: string; to: string; ref: string }[],
  pack: Buffer,
): Buffer {
  const lines = updates.map(({ from, to, ref }, index) =>
    packetOf(`${from} ${to} ${ref}${index === 0 ? '\0 report-status' : ''}`),
  )
  return Buffer.concat([Buffer.from(`${lines.join('')}0000`), pack])
}

/** A push by hand, of which only so many bytes leave at first. */
export async function beginPush(cloneUrl: string, body: Buffer, firstBytes: number) {
  const { origin, pathname, username, password } = new URL(cloneUrl)
  const sending = request(`${origin}${pathname}/git-receive-pack`, {
    method: 'POST',
    auth: `${username}:${password}`,
    headers: {
      'content-type': 'application/x-git-receive-pack-request',
      'content-length': body.length,
    },
  })
  const answered = once(sending, 'response').then(async ([response]) => ({
    status: Number(response.statusCode),
    text: await text(response),
  }))
  // Somebody who is cut off has no use for the rest.
  sending.on('error', () => undefined)
  await new Promise((resolve) => sending.write(body.subarray(0, firstBytes), resolve))
  return { answered, finish: () => void sending.end(body.subarray(firstBytes)) }
}

/** The newest commit as git would push it. */
export async function bodyOfHead({ git }: GitAttempt): Promise<Buffer> {
  const [from, to] = [
    (await git.must('rev-parse', 'origin/main')).trim(),
    (await git.must('rev-parse', 'HEAD')).trim(),
  ]
  const name = (await git.input(`${to}\n^${from}\n`, 'pack-objects', '-q', '--revs', '.git/held')).trim()
  const pack = await readFile(join(git.folder, `.git/held-${name}.pack`))
  return pushBody([{ from, to, ref: 'refs/heads/main' }], pack)
}
