import { expect } from 'vitest'
import { findFaults } from '../../support/browser/accessibility.ts'
import { it } from '../../support/fixtures.ts'

/** A browser of before March 2026, whose clocks of British Columbia go back an hour in winter. */
function takeOldRules() {
  const Real = Intl.DateTimeFormat
  const zone = 'America/Vancouver'
  const Old = function (locales?: string, options: Intl.DateTimeFormatOptions = {}) {
    if ((options.timeZone ?? zone) !== zone) return new Real(locales, options)
    const format = new Real(locales, { ...options, timeZone: 'Etc/GMT+8' })
    const resolved = format.resolvedOptions()
    format.resolvedOptions = () => ({ ...resolved, timeZone: zone })
    return format
  }
  Old.prototype = Real.prototype
  Intl.DateTimeFormat = Object.assign(Old, { supportedLocalesOf: Real.supportedLocalesOf }) as never
}

it('a browser with old zone rules shows the time of the server, says why, and moves nothing by an hour', async ({
  server,
  browser,
}) => {
  const { visitor, invitationId } = await server.candidate()
  const body = { local: '2026-11-30T05:00', zone: 'America/Vancouver' }
  const set = await visitor.must('setAppointment', { params: { invitationId }, body })
  expect(set.appointment).toEqual({
    startsAt: '2026-11-30T12:00:00.000Z',
    zone: 'America/Vancouver',
    offsetMs: -7 * 3_600_000,
  })
  const page = await browser.open({ zone: 'America/Vancouver' })
  await page.addInitScript(takeOldRules)
  const cookies = visitor.cookieHeader.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.url }
  })
  await page.context().addCookies(cookies)
  await page.goto(`${server.url}/invitations/${invitationId}`)
  await page.getByText('Mon 30 Nov 2026, 05:00 UTC−07:00 (America/Vancouver)').waitFor()
  await page.getByText(/This browser has other rules for America\/Vancouver and would show 04:00/).waitFor()
  expect(await findFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Move it' }).click()
  expect(await page.getByLabel('Day and hour').inputValue()).toBe('2026-11-30T05:00')
  expect(browser.complaints).toEqual([])
})
