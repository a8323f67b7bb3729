import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import pg from 'pg'

/** What has a plan to keep. */
const named = /^(?:select|insert|update|delete|with)\b/
/** Each connection holds its plans, and a list of another length is another text: later ones go without a name. */
const maxNames = 500
/** `cached plan must not change result type` comes under this code. */
const featureNotSupported = '0A000'
const commands = ['UPDATE', 'DELETE', 'INSERT', 'COMMIT', 'ROLLBACK', 'MERGE'] as const

/**
 * A pool whose connections parse and plan a statement once and not for each request, which is most of what a small statement
 * costs (decision 014).
 */
export function poolOfNamedStatements(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>()
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || names.size >= maxNames || !named.test(text)) return known
    const name = `fairtime_${names.size}`
    names.set(text, name)
    return name
  }
  const connections = new WeakMap<pg.PoolClient, Connection>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const connection = connections.get(client) ?? new Connection(client, nameOf)
      connections.set(client, connection)
      return connection
    },
  }
}

class Connection implements PostgresPoolClient {
  readonly #client: pg.PoolClient
  readonly #nameOf: (text: string) => string | undefined
  #isOutdated = false

  constructor(client: pg.PoolClient, nameOf: (text: string) => string | undefined) {
    this.#client = client
    this.#nameOf = nameOf
  }

  query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query<R>(
    text: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof text !== 'string') throw new Error('Nothing here reads through a cursor')
    return this.#ask<R>(text, parameters)
  }

  release(destroy = false): void {
    this.#client.release(destroy || this.#isOutdated)
  }

  async #ask<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const name = this.#nameOf(text)
    try {
      const { command, rowCount, rows } = await this.#client.query({
        text,
        values: [...parameters],
        ...(name === undefined ? {} : { name }),
      })
      return { command: commands.find((one) => one === command) ?? 'SELECT', rowCount: rowCount ?? 0, rows }
    } catch (error) {
      // A column came while this connection held a plan: it is closed when it is given back, and the next one plans anew.
      if (error instanceof pg.DatabaseError && error.code === featureNotSupported) this.#isOutdated = true
      throw error
    }
  }
}
