import { io, type Socket } from 'socket.io-client'
import { api } from '#contracts/api.ts'
import { boardLimits } from '#contracts/api/board/board.ts'
import type { ClientToServer, ServerToClient } from '#contracts/events.ts'

/** As the page gathers what is announced, and how often it asks how many stand where. */
const gatherMs = 1_000
const countEveryMs = 5_000

/** A board as the page keeps one open: a socket, and requests for the rows that changed. */
export class OpenBoard {
  readonly #url: string
  readonly #cookie: string
  readonly #changed = new Set<string>()
  #socket: Socket<ServerToClient, ClientToServer> | null = null
  #timers: NodeJS.Timeout[] = []
  #isCountWanted = false
  rows = 0
  bytes = 0
  announced = 0

  constructor(url: string, cookie: string) {
    this.#url = url
    this.#cookie = cookie
  }

  async open(): Promise<void> {
    const socket: Socket<ServerToClient, ClientToServer> = io(this.#url, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { cookie: this.#cookie, origin: this.#url },
    })
    this.#socket = socket
    const answer = await socket.timeout(60_000).emitWithAck('watch-board', {})
    if (!answer.ok) throw new Error(`The socket was refused: ${answer.message}`)
    await this.get(api.listInvitations.path, {})
    socket.on('board-changed', (payload) => {
      this.announced += 1
      this.bytes += Buffer.byteLength(JSON.stringify(['board-changed', payload]))
      this.#changed.add(payload.invitationId)
      this.#isCountWanted = true
    })
    this.#timers = [
      setInterval(() => void this.askRows(), gatherMs),
      setInterval(() => void this.askCounts(), countEveryMs),
    ]
  }

  async get(path: string, query: Record<string, string>): Promise<string> {
    const answer = await fetch(`${this.#url}${path}?${new URLSearchParams(query).toString()}`, {
      headers: { cookie: this.#cookie, origin: this.#url },
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path} was refused: ${text}`)
    return text
  }

  async askRows(): Promise<void> {
    const ids = [...this.#changed]
    this.#changed.clear()
    for (let at = 0; at < ids.length; at += boardLimits.askedRows) {
      const some = ids.slice(at, at + boardLimits.askedRows)
      const text = await this.get(api.listBoardRows.path, { ids: some.join(',') })
      this.bytes += Buffer.byteLength(text)
      this.rows += api.listBoardRows.response.parse(JSON.parse(text)).invitations.length
    }
  }

  async askCounts(): Promise<void> {
    if (!this.#isCountWanted) return
    this.#isCountWanted = false
    this.bytes += Buffer.byteLength(await this.get(api.countInvitations.path, {}))
  }

  /** With what was still gathered. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await this.askRows()
    this.#socket?.disconnect()
  }
}
