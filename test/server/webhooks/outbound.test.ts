import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import {
  checkTarget,
  mayReachAddress,
  outboundPolicyOf,
} from '../../../server/webhooks/outbound/outbound-policy.ts'
import { createSender } from '../../../server/webhooks/outbound/send-request.ts'

const strict = outboundPolicyOf([])
const problemOf = (url: string, policy = strict) => {
  const checked = checkTarget(policy, url)
  return 'problem' in checked ? checked.problem : null
}

describe('where a webhook may go', () => {
  it.each([
    'https://hooks.example.org/fairtime',
    'https://hooks.example.org:8443/',
    'https://8.8.8.8/x',
    'https://[2606:4700::1111]/x',
  ])('%s', (url) => expect(problemOf(url)).toBeNull())

  it.each([
    ['https://127.0.0.1/', /private/],
    ['https://127.1/', /private/],
    ['https://0x7f.1/', /private/],
    ['https://2130706433/', /private/],
    ['https://0177.0.0.1/', /private/],
    ['https://127.0.0.1./', /private/],
    ['https://①②⑦.0.0.1/', /private/],
    ['https://[::1]/', /private/],
    ['https://[::ffff:127.0.0.1]/', /private/],
    ['https://[::ffff:7f00:1]/', /private/],
    ['https://[::7f00:1]/', /private/],
    ['https://[64:ff9b::7f00:1]/', /private/],
    ['https://[2002:7f00:1::]/', /private/],
    ['https://[fc00::1]/', /private/],
    ['https://169.254.169.254/latest/meta-data', /private/],
    ['https://10.0.0.1/', /private/],
    ['https://100.64.0.1/', /private/],
    ['https://0.0.0.0/', /private/],
    ['https://255.255.255.255/', /private/],
    ['https://224.0.0.1/', /private/],
    ['http://hooks.example.org/', /https/],
    ['ftp://hooks.example.org/', /https/],
    ['file:///etc/passwd', /https/],
    ['https://user:secret@hooks.example.org/', /password/],
    ['https://hooks.example.org:22/', /port/],
    ['https://hooks.example.org:25/', /port/],
    ['hooks.example.org', /whole address/],
    ['', /whole address/],
  ])('not %s', (url, reason) => expect(problemOf(url)).toMatch(reason))

  it('beyond the public network only where the operator says so', () => {
    const policy = outboundPolicyOf(['hooks.intranet', '10.1.0.0/16', '192.168.7.7', 'fd00::/8'])
    expect(problemOf('http://hooks.intranet:81/', policy)).toBeNull()
    expect(problemOf('http://10.1.2.3/', policy)).toBeNull()
    expect(problemOf('https://192.168.7.7/', policy)).toBeNull()
    expect(problemOf('https://[fd00::7]/', policy)).toBeNull()
    expect(problemOf('https://10.2.0.1/', policy)).toMatch(/private/)
    expect(problemOf('http://other.intranet/', policy)).toMatch(/https/)
    expect(mayReachAddress(policy, '::ffff:10.1.2.3')).toBe(true)
    expect(mayReachAddress(policy, 'fe80::1%eth0')).toBe(false)
    expect(() => outboundPolicyOf(['10.1.0.0/16/3'])).toThrow('neither a name')
  })
})

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})
async function listen(answer: RequestListener): Promise<{ port: number; requests: () => number }> {
  let requests = 0
  const server = createServer((request, response) => {
    requests += 1
    answer(request, response)
  })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, requests: () => requests }
}
const request = (url: string) => ({ method: 'POST', url, headers: {}, body: '{}' }) as const
const ok: RequestListener = (_request, response) => response.end('fine')

describe('a request that is sent', () => {
  const policy = outboundPolicyOf(['hooks.test'])
  const loopback = createSender(policy, {
    resolve: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
  })

  it('is answered, and the answer is kept to its beginning', async () => {
    const { port } = await listen((_request, response) => {
      response.writeHead(202, { 'retry-after': '7' }).end(`a\0b${'x'.repeat(100_000)}`)
    })
    const outcome = await loopback(request(`http://hooks.test:${port}/`))
    expect(outcome).toMatchObject({ kind: 'answered', status: 202, retryAfter: '7' })
    const answer = outcome.kind === 'answered' ? outcome.answer : ''
    expect([answer.length, answer.slice(0, 4)]).toEqual([1_024, 'a\ufffdbx'])
  })

  it('follows no redirect', async () => {
    const inside = await listen(ok)
    const { port } = await listen((_request, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${inside.port}/` }).end()
    })
    expect(await loopback(request(`http://hooks.test:${port}/`))).toMatchObject({ status: 302 })
    expect(inside.requests()).toBe(0)
  })

  it.each([
    ['one private address', ['127.0.0.1']],
    ['a private one among public ones', ['8.8.8.8', '127.0.0.1']],
    ['the same in IPv6', ['::ffff:127.0.0.1']],
    ['no address', []],
  ])('to a name with %s reaches nothing', async (_name, addresses) => {
    const inside = await listen(ok)
    const send = createSender(outboundPolicyOf([]), {
      resolve: (_host, _options, done) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
    })
    const outcome = await send(request(`https://rebound.test:${inside.port}/`))
    expect(outcome).toMatchObject({ kind: 'failed', fault: expect.stringMatching(/private network/) })
    expect(inside.requests()).toBe(0)
  })

  it('to a name that is public when looked at first, and private then, reaches nothing', async () => {
    const inside = await listen(ok)
    const answers = ['8.8.8.8', '127.0.0.1']
    const send = createSender(outboundPolicyOf([]), {
      timeoutMs: 50,
      resolve: (_host, _options, done) =>
        done(null, [{ address: answers.shift() ?? '127.0.0.1', family: 4 }]),
    })
    await send(request(`https://rebound.test:${inside.port}/`))
    expect(await send(request(`https://rebound.test:${inside.port}/`))).toMatchObject({
      fault: expect.stringMatching(/private network/),
    })
    expect(inside.requests()).toBe(0)
  })

  it('that hears nothing, or nobody, fails in words', async () => {
    const silent = await listen(() => undefined)
    const impatient = createSender(outboundPolicyOf(['127.0.0.1']), { timeoutMs: 50 })
    expect(await impatient(request(`http://127.0.0.1:${silent.port}/`))).toMatchObject({
      fault: 'No answer within 0.05 seconds.',
    })
    const slow = await listen((_request, response) => void response.writeHead(200).write('a'))
    expect(await impatient(request(`http://127.0.0.1:${slow.port}/`))).toMatchObject({ kind: 'failed' })
    expect(await impatient(request('http://127.0.0.1:1/'))).toMatchObject({ fault: 'Nothing listens there.' })
  })
})
