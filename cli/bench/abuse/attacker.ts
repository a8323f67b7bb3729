import { randomBytes, randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { io } from 'socket.io-client'
import { api, type RouteName } from '#contracts/api.ts'
import { callRoute } from '../call-route.ts'
import type { SeededCandidate } from '../seed-candidates.ts'
import { pushBody, zeroPack } from './zero-pack.ts'

const gibibyte = 1024 * 1024 * 1024

/** One candidate with a session of their own and ill will. What they are answered is counted and else of no matter. */
export class Attacker {
  readonly #url: string
  readonly #candidate: SeededCandidate
  readonly answers = new Map<string, number>()
  #seq = 0
  #cloneUrl: URL | null = null

  constructor(url: string, candidate: SeededCandidate) {
    this.#url = url
    this.#candidate = candidate
  }

  get #params() {
    return { attemptId: this.#candidate.attemptId ?? '', invitationId: this.#candidate.invitationId }
  }

  async call(route: RouteName, body?: unknown): Promise<string> {
    const answer = await callRoute(this.#url, this.#candidate.cookie, {
      route: api[route],
      params: this.#params,
      body,
    })
    this.#count(route, answer.status)
    return answer.text()
  }

  save(bytes: number): Promise<string> {
    this.#seq += 1
    const content = randomBytes(Math.ceil(bytes / 2)).toString('hex')
    const files = [0, 1, 2, 3].map((part) => content.slice((part * bytes) / 4, ((part + 1) * bytes) / 4))
    const changes = files.map((text, part) => ({ kind: 'write', path: `waste-${part}.txt`, content: text }))
    return this.call('saveWorkspace', { clientId: randomUUID(), seq: this.#seq, changes })
  }

  /** A push of 5 MB that claims to be 5 GiB. */
  async pushZeros(): Promise<void> {
    const address = await this.#remote()
    const refs = await this.#git(address, '/info/refs?service=git-receive-pack')
    const from = /([0-9a-f]{40}) refs\/heads\/main/.exec(refs)?.[1] ?? '0'.repeat(40)
    const { pack, commit } = zeroPack(from, { bytes: 5 * gibibyte, blobs: 5 })
    await this.#git(address, '/git-receive-pack', pushBody({ from, to: commit }, pack))
  }

  async askForRefs(): Promise<void> {
    await this.#git(await this.#remote(), '/info/refs?service=git-upload-pack')
  }

  /** Asks for a clone and reads nothing of it. */
  async leaveUnread(): Promise<() => void> {
    const address = await this.#remote()
    const refs = await this.#git(address, '/info/refs?service=git-upload-pack')
    const want = /([0-9a-f]{40}) refs\/heads\/main/.exec(refs)?.[1] ?? ''
    const line = `want ${want} no-progress\n`
    const body = `${(line.length + 4).toString(16).padStart(4, '0')}${line}00000009done\n`
    const socket = connect(Number(address.port), address.hostname)
    socket.on('error', () => undefined)
    socket.pause()
    socket.write(
      [
        `POST ${address.pathname}/git-upload-pack HTTP/1.1`,
        `Host: ${address.host}`,
        `Authorization: ${basic(address)}`,
        'Content-Type: application/x-git-upload-pack-request',
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n'),
    )
    return () => socket.destroy()
  }

  /** A line that comes without a session, wants to watch an attempt, and goes. */
  async watchAsNobody(): Promise<void> {
    const socket = io(this.#url, { transports: ['websocket'], forceNew: true, reconnection: false })
    await new Promise<void>((resolve) => {
      socket.once('connect_error', () => resolve())
      socket.once('connect', () => {
        socket
          .timeout(5_000)
          .emitWithAck('watch-attempt', this.#params)
          .then(
            () => resolve(),
            () => resolve(),
          )
      })
    })
    socket.disconnect()
  }

  #count(what: string, status: number): void {
    const key = `${what} ${status}`
    this.answers.set(key, (this.answers.get(key) ?? 0) + 1)
  }

  async #remote(): Promise<URL> {
    if (this.#cloneUrl !== null) return this.#cloneUrl
    const { cloneUrl } = api.createGitCredential.response.parse(
      JSON.parse(await this.call('createGitCredential')),
    )
    this.#cloneUrl = new URL(cloneUrl)
    return this.#cloneUrl
  }

  async #git(address: URL, path: string, body?: Buffer): Promise<string> {
    const answer = await fetch(`${address.origin}${address.pathname}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: basic(address),
        ...(body === undefined ? {} : { 'content-type': 'application/x-git-receive-pack-request' }),
      },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    })
    this.#count(`git ${path.split('?')[0]}`, answer.status)
    return answer.text()
  }
}

const basic = ({ username, password }: URL) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
