import { io, type Socket } from 'socket.io-client'
import { api } from '#contracts/api.ts'
import type { ClientToServer, ServerToClient } from '#contracts/events.ts'
import type { Route } from '#contracts/route.ts'
import type { Visitor } from '../../support/server/call.ts'
import { unpackZip } from '../../support/unpack-zip.ts'
import { openGitClient } from '../workspaces/git/git-client.ts'

/** Everything that ever reached one candidate, by where it came from. */
export interface Heard {
  said: { from: string; text: string }[]
  /** Where any of these words was. */
  from: (...words: string[]) => string[]
}

/** Listens in on a candidate from now on: every answer, and every event of the attempt. */
export async function listenIn(visitor: Visitor, attemptId: string): Promise<Heard & { stop: () => void }> {
  const said: Heard['said'] = []
  const { fetch } = visitor
  visitor.fetch = async (path, init = {}) => {
    const response = await fetch.call(visitor, path, init)
    const text = await response.clone().text()
    said.push({ from: `${init.method ?? 'GET'} ${path}`, text })
    for (const inside of await textsInside(text)) said.push({ from: `inside ${path}`, text: inside })
    return response
  }
  const page: Socket<ServerToClient, ClientToServer> = io(visitor.url, {
    transports: ['websocket'],
    extraHeaders: { cookie: visitor.cookieHeader },
  })
  page.onAny((name: string, ...event: unknown[]) =>
    said.push({ from: `event ${name}`, text: JSON.stringify(event) }),
  )
  await page.timeout(5_000).emitWithAck('watch-attempt', { attemptId })
  return {
    said,
    from: (...words) =>
      said.filter(({ text }) => words.some((word) => text.includes(word))).map(({ from }) => from),
    stop: () => void page.disconnect(),
  }
}

/** The files in a zip archive that an answer carries. What git packs in one of them is read by a clone of its own. */
async function textsInside(answer: string): Promise<string[]> {
  const zip = /"zipBase64":"([^"]+)"/.exec(answer)?.[1]
  if (zip === undefined) return []
  const entries = await unpackZip(Buffer.from(zip, 'base64'))
  return [...entries].flatMap(([name, bytes]) => [name, bytes.toString('utf8')])
}

/** Each route by which a candidate reads something. One that is added appears here by itself. */
const readable: [string, Route][] = Object.entries(api)
  .map(([name, route]): [string, Route] => [name, route])
  .filter(([, { method, access }]) => method === 'GET' && ['candidate', 'public'].includes(access.kind))
export const readableRoutes = readable.map(([name]) => name)

/** Reads all of them with all of these ids, the pages and the clone; answers which routes had something to give. */
export async function readEverything(
  visitor: Visitor,
  ids: Readonly<Record<string, readonly string[]>>,
): Promise<Set<string>> {
  const answered = new Set<string>()
  for (const [name, route] of readable) {
    for (const path of pathsOf(route.path, ids)) {
      const { status } = await visitor.fetch(path)
      if (status === 200) answered.add(name)
      else if (status !== 404) throw new Error(`${name} answered ${status} at ${path}`)
    }
  }
  for (const path of ['/', '/api/docs', '/api/openapi.json', '/livez', '/readyz']) await visitor.fetch(path)
  return answered
}

function pathsOf(path: string, ids: Readonly<Record<string, readonly string[]>>): string[] {
  const key = /:(\w+)/.exec(path)?.[1]
  if (key === undefined) return [path]
  const values = ids[key]
  if (values === undefined) throw new Error(`No id is known for ":${key}".`)
  return values.flatMap((value) => pathsOf(path.replace(`:${key}`, value), ids))
}

/** All objects of the attempt's repository, as git itself unpacks them. */
export async function readClone(visitor: Visitor, attemptId: string): Promise<string> {
  const { cloneUrl } = await visitor.must('createGitCredential', { params: { attemptId } })
  const git = await openGitClient()
  try {
    await git.must('clone', '-q', '--mirror', cloneUrl, '.git')
    return await git.must('cat-file', '--batch', '--batch-all-objects')
  } finally {
    await git.close()
  }
}
