import { expect, test } from 'vitest'
import { readServerConfig } from '../../../../server/config.ts'

const needed = {
  DATABASE_URL: 'postgres://x',
  REDIS_URL: 'redis://x',
  WORKER_TOKEN: 'x'.repeat(20),
  AUTH_SECRET: 'x'.repeat(32),
}
const provider = {
  OIDC_ISSUER: 'https://login.example',
  OIDC_CLIENT_ID: 'fairtime',
  OIDC_CLIENT_SECRET: 'secret',
}
const read = (more: Record<string, string>) => readServerConfig({ ...needed, ...more })

test('a provider is set whole or not at all', () => {
  expect(read({}).oidc).toBeNull()
  expect(read({ ...provider, OIDC_LABEL: ' Acme ', PASSWORD_SIGN_IN: '0' })).toMatchObject({
    oidc: { issuer: 'https://login.example', label: 'Acme' },
    passwordSignIn: false,
  })
  expect(() => read({ ...provider, OIDC_CLIENT_SECRET: '' })).toThrow(/go together/)
  expect(() => read({ OIDC_CLIENT_SECRET: 'secret' })).toThrow(/go together/)
})

test('nobody is locked out by settings', () => {
  expect(() => read({ PASSWORD_SIGN_IN: '0' })).toThrow(/needs another way in/)
})

test.each([
  ['https://login.example/tenant/', true],
  ['http://127.0.0.1:9000', true],
  ['http://localhost:9000', true],
  ['http://login.example', false],
  ['ftp://login.example', false],
  ['login.example', false],
])('the issuer %s is taken: %s', (issuer, isTaken) => {
  const start = () => read({ ...provider, OIDC_ISSUER: issuer })
  if (isTaken) expect(start().oidc?.issuer).toBe(issuer)
  else expect(start).toThrow(/OIDC_ISSUER/)
})
