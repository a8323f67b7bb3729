import type { Route } from '#contracts/route.ts'

/** One request as a page of ours sends it. */
export function callRoute(
  url: string,
  cookie: string,
  call: { route: Route; params?: Record<string, string>; body?: unknown },
): Promise<Response> {
  const { method, path, body: takesBody } = call.route
  const filled = path.replaceAll(/:(\w+)/g, (_all, name: string) => call.params?.[name] ?? '')
  const hasBody = takesBody !== undefined
  return fetch(url + filled, {
    method,
    headers: { cookie, origin: url, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: JSON.stringify(call.body ?? {}) } : {}),
  })
}
