import { api, type Api, type RouteName } from '#contracts/api.ts'
import type { ErrorBody } from '#contracts/errors.ts'
import type { ResponseOf, Route, SentBodyOf } from '#contracts/route.ts'

export interface CallOptions<N extends RouteName> {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: SentBodyOf<Api[N]>
  headers?: Record<string, string>
}

export interface Answer<T> {
  status: number
  ok: boolean
  body: T
  error: ErrorBody['error'] | null
}

/** A caller that keeps its cookies, as a browser does, and nothing else of a browser. */
export class Visitor {
  readonly url: string
  private readonly cookies = new Map<string, string>()

  constructor(url: string) {
    this.url = url
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  addCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (this.cookies.size > 0) headers.set('cookie', this.cookieHeader)
    const response = await fetch(`${this.url}${path}`, { ...init, headers, redirect: 'manual' })
    this.addCookies(response.headers.getSetCookie())
    return response
  }

  async call<N extends RouteName>(
    name: N,
    options: CallOptions<N> = {},
  ): Promise<Answer<ResponseOf<Api[N]>>> {
    const route: Route = api[name]
    const path = route.path.replaceAll(/:(\w+)/g, (_, key: string) =>
      encodeURIComponent(options.params?.[key] ?? ''),
    )
    const hasBody = route.body !== undefined
    const query = new URLSearchParams(options.query).toString()
    const response = await this.fetch(query === '' ? path : `${path}?${query}`, {
      method: route.method,
      headers: { ...(hasBody ? { 'content-type': 'application/json' } : {}), ...options.headers },
      ...(hasBody ? { body: JSON.stringify(options.body ?? {}) } : {}),
    })
    const body = await response.json()
    const error = response.ok ? null : body.error
    return { status: response.status, ok: response.ok, body, error }
  }

  /** As `call`, for a step that must work for the test to go on. */
  async must<N extends RouteName>(name: N, options: CallOptions<N> = {}): Promise<ResponseOf<Api[N]>> {
    const answer = await this.call(name, options)
    if (!answer.ok) throw new Error(`${name} answered ${answer.status}: ${JSON.stringify(answer.error)}`)
    return answer.body
  }
}
