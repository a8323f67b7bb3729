export const templateName = 'fairtime_template'

export interface TestSettings {
  adminDatabaseUrl: string
  redisUrl: string
  dockerHost: string
  chromium: string
  /** With `npm run test:full` what is repeated is repeated as often as is promised; otherwise often enough for a minute. */
  isFull: boolean
}

function setting(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: run the tests with "npm test"`)
  return value
}

export function testSettings(): TestSettings {
  return {
    adminDatabaseUrl: setting('FAIRTIME_TEST_DATABASE_URL'),
    redisUrl: setting('FAIRTIME_TEST_REDIS_SOCKET'),
    dockerHost: setting('DOCKER_HOST'),
    chromium: setting('FAIRTIME_CHROMIUM'),
    isFull: process.env['FAIRTIME_TEST_FULL'] === '1',
  }
}

export function databaseUrlOf(settings: TestSettings, name: string): string {
  const url = new URL(settings.adminDatabaseUrl)
  url.pathname = `/${name}`
  return url.href
}
