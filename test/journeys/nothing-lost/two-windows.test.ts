import { describe, expect } from 'vitest'
import { it } from '../../support/fixtures.ts'
import { findFaults } from '../../support/browser/accessibility.ts'
import { waitUntilSaved } from '../../support/browser/browser.ts'
import { goExercise } from '../../support/server/test-server.ts'
import { realComplaints, startAttempt, typeAtEnd, untilSaved, waitForEditor } from './attempt-page.ts'

const path = 'handler.go'
const heldText = 'This exercise is being written in another window.'
const lostText = 'You went on in another window, so this one only shows what is saved.'

describe('two windows, in light and in dark', () => {
  it('one writes, the other reads; what is taken over too early is kept apart and chosen', async ({
    server,
    browser,
  }) => {
    const { link, visitor } = await server.candidate({ exerciseId: goExercise })
    const first = await browser.open()
    const attemptId = await startAttempt(first, link)
    await typeAtEnd(first, '\n// from the first window\n')
    await waitUntilSaved(first)

    const second = await first.context().newPage()
    await second.goto(first.url())
    await waitForEditor(second)
    await second.getByText(heldText).waitFor()
    await second.getByText('Read only').waitFor()
    await typeAtEnd(second, 'nothing comes of this')
    expect(await findFaults(second)).toEqual([])

    // What the first window types now does not get through before the second takes over.
    await first.bringToFront()
    await first.route('**/saves', (route) => route.abort())
    await typeAtEnd(first, '// never sent\n')
    await first.getByText(/^Offline/).waitFor()
    await second.bringToFront()
    await second.getByRole('button', { name: 'Write here instead' }).click()
    await second.getByText(heldText).waitFor({ state: 'detached' })
    await first.getByText(lostText).waitFor()
    await first.unroute('**/saves')

    await second.getByText('1 version is kept apart.').waitFor()
    await typeAtEnd(second, '// from the second window\n')
    await untilSaved(visitor, { attemptId, path, text: '// from the second window' })
    const { files } = await visitor.must('getWorkspace', { params: { attemptId } })
    expect(files.find((file) => file.path === path)?.content).not.toContain('// never sent')

    await first.bringToFront()
    await first.getByRole('button', { name: 'Compare and choose' }).click()
    await first.getByRole('dialog').getByText('Typed in this window').waitFor()
    expect(
      await first
        .getByRole('dialog')
        .getByText(/Typed in another window/)
        .count(),
    ).toBe(0)
    expect(await first.getByRole('button', { name: 'Use this version' }).isDisabled()).toBe(true)
    await first.keyboard.press('Escape')

    await second.bringToFront()
    await second.getByRole('button', { name: 'Submit' }).click()
    await second.getByRole('dialog').getByText('1 version is kept apart').waitFor()
    await second.getByRole('dialog').getByText('what was typed there is not in these files').waitFor()
    expect(await second.getByText('Everything you typed is saved.').count()).toBe(0)
    await second.getByRole('button', { name: 'Keep working' }).click()
    await second.getByRole('button', { name: 'Compare and choose' }).click()
    await second.getByRole('dialog').getByText('Typed in another window').waitFor()
    await second.getByRole('dialog').locator('.view-line').first().waitFor()
    expect(await findFaults(second)).toEqual([])
    await second.getByRole('button', { name: 'Use this version' }).click()
    await second.getByRole('dialog').getByText('You used it.').waitFor()
    await second.keyboard.press('Escape')
    await untilSaved(visitor, { attemptId, path, text: '// never sent' })
    await second.getByText('1 version is kept apart.').waitFor({ state: 'detached' })

    // A reload asks nobody; the other one still reads.
    await second.reload()
    await waitForEditor(second)
    await typeAtEnd(second, '// after the reload\n')
    await untilSaved(visitor, { attemptId, path, text: '// after the reload' })
    await first.reload()
    await waitForEditor(first)
    await first.getByText(heldText).waitFor()
    expect(await second.getByText(lostText).count()).toBe(0)

    // A window that is closed is in nobody's way.
    await second.close()
    await first.reload()
    await waitForEditor(first)
    await typeAtEnd(first, '// the other one is closed\n')
    await untilSaved(visitor, { attemptId, path, text: '// the other one is closed' })
    expect(realComplaints(browser.complaints)).toEqual([])
  })
})

describe('a tab that is duplicated', () => {
  it('is told from its original, although it brings the original’s memory along', async ({
    server,
    browser,
  }) => {
    const { link, visitor } = await server.candidate({ exerciseId: goExercise })
    const first = await browser.open()
    const attemptId = await startAttempt(first, link)
    const [copy] = await Promise.all([
      first.waitForEvent('popup'),
      first.evaluate(() => void window.open(window.location.href)),
    ])
    await waitForEditor(copy)
    const tabOf = () => sessionStorage.getItem('fairtime-tab')
    await copy.getByText(heldText).waitFor()
    expect(await copy.evaluate(tabOf)).not.toBe(await first.evaluate(tabOf))
    await copy.close()
    await typeAtEnd(first, '// the original writes on\n')
    await untilSaved(visitor, { attemptId, path, text: '// the original writes on' })
    expect(realComplaints(browser.complaints)).toEqual([])
  })
})

describe('two machines', () => {
  it('the second reads until it takes over; what the first had not sent is kept apart for both', async ({
    server,
    browser,
  }) => {
    const { link, visitor } = await server.candidate({ exerciseId: goExercise })
    const home = await browser.open()
    const attemptId = await startAttempt(home, link)
    await typeAtEnd(home, '\n// at home\n')
    await waitUntilSaved(home)
    await home.route('**/saves', (route) => route.abort())
    await typeAtEnd(home, '// not sent at home\n')
    await home.getByText(/^Offline/).waitFor()

    // Another computer knows the first only by what the server says of it.
    const train = await browser.open()
    await train.goto(link)
    await train.getByRole('link', { name: 'Continue' }).click()
    await waitForEditor(train)
    await train.getByText(heldText).waitFor()
    await typeAtEnd(train, 'nothing comes of this')
    await train.getByRole('button', { name: 'Write here instead' }).click()
    await train.getByText(heldText).waitFor({ state: 'detached' })
    await typeAtEnd(train, '// on the train\n')
    await untilSaved(visitor, { attemptId, path, text: '// on the train' })

    await home.getByText(lostText).waitFor()
    await home.unroute('**/saves')
    await home.getByText('1 version is kept apart.').waitFor()
    await train.getByText('1 version is kept apart.').waitFor()
    const { conflicts } = await visitor.must('listConflictCopies', { params: { attemptId } })
    expect(conflicts).toMatchObject([{ reason: 'lease_lost', paths: [path] }])
    const conflict = await visitor.must('getConflictCopy', {
      params: { attemptId, copyId: conflicts[0]?.id ?? '' },
    })
    expect(conflict.files[0]?.content).toContain('// not sent at home')
    const { files } = await visitor.must('getWorkspace', { params: { attemptId } })
    const saved = files.find((file) => file.path === path)?.content
    expect(saved).toContain('// at home')
    expect(saved).not.toContain('// not sent at home')
    expect(saved).not.toContain('nothing comes of this')
    expect(realComplaints(browser.complaints)).toEqual([])
  })
})
