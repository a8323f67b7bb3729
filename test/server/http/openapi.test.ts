import { describe, expect } from 'vitest'
import { it } from '../../support/fixtures.ts'
import { api } from '#contracts/api.ts'

describe('the description of the API', () => {
  it('names every route of the table with its bodies', async ({ server }) => {
    const document = await (await server.visitor().fetch('/api/openapi.json')).json()
    const described = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap(
      (methods) => Object.values(methods).map((operation) => operation.operationId),
    )
    expect(described.sort()).toEqual(Object.keys(api).sort())
    const save = document.paths['/api/attempts/{attemptId}/saves'].post
    expect(save.requestBody.content['application/json'].schema.required).toEqual([
      'clientId',
      'seq',
      'changes',
    ])
  })

  it('has a page whose every part comes from our own origin', async ({ server }) => {
    const page = await (await server.visitor().fetch('/api/docs')).text()
    const parts = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) {
      expect(part.startsWith('/')).toBe(true)
      expect((await server.visitor().fetch(part)).status).toBe(200)
    }
  })
})

describe('health', () => {
  it('tells alive, ready and metrics', async ({ server }) => {
    expect((await server.visitor().fetch('/livez')).status).toBe(200)
    expect(await (await server.visitor().fetch('/readyz')).json()).toEqual({
      status: 'ready',
      database: true,
      worker: false,
    })
    expect(await (await server.visitor().fetch('/metrics')).text()).toContain('fairtime_http_request_seconds')
  })
})
