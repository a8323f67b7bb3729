import { OpenAPIRegistry, OpenApiGeneratorV31, extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { api } from '#contracts/api.ts'
import type { Access, Route } from '#contracts/route.ts'

extendZodWithOpenApi(z)

const describeAccess = (access: Access): string => {
  switch (access.kind) {
    case 'public':
      return 'Anybody.'
    case 'candidate':
      return 'The candidate whose invitation or attempt it is.'
    case 'staff':
      return `Staff: ${access.roles.join(', ')}.`
    case 'worker':
      return 'The sandbox workers, by their token.'
    case 'key':
      return `A program, by an API key with the scope ${access.scopes.join(' or ')}.`
  }
}

const errorAnswer = {
  description: 'Refused: what happened, and what to do next',
  content: {
    'application/json': {
      schema: z.object({
        error: z.object({ code: z.string(), message: z.string(), next: z.string(), requestId: z.string() }),
      }),
    },
  },
}

const apiKeyScheme = {
  type: 'http',
  scheme: 'bearer',
  description: 'An API key, made by an admin under "Integrations".',
} as const

/** The OpenAPI 3.1 description of every route, made from the same schemas that parse the requests. */
export function describeApi(serverUrl: string) {
  const registry = new OpenAPIRegistry()
  const apiKey = registry.registerComponent('securitySchemes', 'apiKey', apiKeyScheme)
  for (const [name, route] of Object.entries<Route>(api)) {
    registry.registerPath({
      operationId: name,
      method: ({ GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const)[route.method],
      path: route.path.replaceAll(/:(\w+)/g, '{$1}'),
      summary: route.summary,
      description: `**Who:** ${describeAccess(route.access)}`,
      tags: [roomOf(route.path)],
      ...(route.access.kind === 'key' && { security: [{ [apiKey.name]: [...route.access.scopes] }] }),
      request: {
        ...(route.params === undefined ? {} : { params: route.params }),
        ...(route.query === undefined ? {} : { query: route.query }),
        ...(route.body === undefined
          ? {}
          : { body: { required: true, content: contentOf(route, route.body) } }),
      },
      responses: {
        [route.status ?? 200]: {
          description: 'Done',
          content: { 'application/json': { schema: route.response } },
        },
        default: errorAnswer,
      },
    })
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Fairtime',
      version: '0.1.0',
      description: 'Timed, asynchronous coding exercises for hiring.',
    },
    servers: [{ url: serverUrl }],
  })
}

const contentOf = ({ rawBody }: Route, body: z.ZodType) =>
  rawBody === undefined
    ? { 'application/json': { schema: body } }
    : { [rawBody]: { schema: { type: 'string', format: 'binary' } as const } }

const roomOf = (path: string) => (path.startsWith('/api/v1/') ? 'v1' : (path.split('/')[2] ?? 'other'))
