export const templateName = 'fairtime_template'

export interface TestSettings {
  adminDatabaseUrl: string
  redisUrl: string
  dockerHost: string
  chromium: string
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
  }
}

export function databaseUrlOf(settings: TestSettings, name: string): string {
  const url = new URL(settings.adminDatabaseUrl)
  url.pathname = `/${name}`
  return url.href
}
