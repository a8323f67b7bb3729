import { z } from 'zod'
import { apiScopes, staff, type RouteTable } from '../../route.ts'

export const apiScopeSchema = z.enum(apiScopes)

export const integrationNameSchema = z
  .string()
  .trim()
  .min(1, 'Write a name')
  .max(80, 'A name can have 80 characters at most')

export const apiKeySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(apiScopeSchema),
  /** Its first letters, to tell it from others. */
  start: z.string(),
  createdBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  state: z.enum(['valid', 'expired', 'revoked']),
})
export type ApiKey = z.infer<typeof apiKeySchema>

const forAdmins = staff('admin')

export const apiKeysApi = {
  listApiKeys: {
    method: 'GET',
    path: '/api/integrations/keys',
    summary: 'The API keys of this installation, the newest first. The keys themselves are not kept.',
    access: forAdmins,
    response: z.object({ keys: z.array(apiKeySchema) }),
  },
  createApiKey: {
    method: 'POST',
    path: '/api/integrations/keys',
    summary: 'Makes an API key. It is answered once and stored only hashed.',
    access: forAdmins,
    body: z.object({
      name: integrationNameSchema,
      scopes: z.array(apiScopeSchema).min(1, 'Choose at least one').max(apiScopes.length),
      /** Null for a key that does not expire. */
      expiresInDays: z.int().min(1).max(3_650).nullable().default(365),
    }),
    status: 201,
    response: z.object({ id: z.uuid(), token: z.string() }),
  },
  revokeApiKey: {
    method: 'POST',
    path: '/api/integrations/keys/:keyId/revoke',
    summary: 'A key that lets nobody in any more, from now on.',
    access: forAdmins,
    params: z.object({ keyId: z.uuid() }),
    response: z.object({}),
  },
} as const satisfies RouteTable
