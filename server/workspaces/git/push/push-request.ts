import { GitRefusal } from '../git-process.ts'

export interface RefUpdate {
  from: string
  to: string
  ref: string
}

/** What a client of git asks for: refs to set, and the objects for it. */
export interface PushRequest {
  updates: RefUpdate[]
  capabilities: ReadonlySet<string>
  pack: Buffer
}

/** A mirror of a large project names hundreds; each is answered. */
const maxUpdates = 1_000
const command = /^([0-9a-f]{40}) ([0-9a-f]{40}) ([^\0\n]+)(?:\0([^\n]*))?\n?$/

const noPush = () => new GitRefusal('this is no push of git')

/** Reads the commands up to the flush; what follows is the pack. Throws `GitRefusal` where it is none of git's requests. */
export function parsePush(body: Buffer): PushRequest {
  const updates: RefUpdate[] = []
  let capabilities: string[] = []
  const { lines, end } = readLines(body)
  for (const line of lines) {
    const [, from, to, ref, offered] = command.exec(line) ?? []
    if (from === undefined || to === undefined || ref === undefined) throw noPush()
    if (updates.length >= maxUpdates)
      throw new GitRefusal(`it names more than ${maxUpdates} branches and tags`)
    if (updates.length === 0) capabilities = (offered ?? '').split(' ').filter(Boolean)
    updates.push({ from, to, ref })
  }
  return { updates, capabilities: new Set(capabilities), pack: body.subarray(end) }
}

/** The lines up to the flush, and where it ends. */
function readLines(body: Buffer): { lines: string[]; end: number } {
  const lines: string[] = []
  for (let at = 0; ;) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16)
    if (length === 0) return { lines, end: at + 4 }
    if (!(length > 4) || at + length > body.length) throw noPush()
    const line = body.toString('utf8', at + 4, at + length)
    // From a shallow clone; what matters is whether all commits are here once its objects are.
    if (!line.startsWith('shallow ')) lines.push(line)
    at += length
  }
}
