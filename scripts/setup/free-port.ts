import { createServer } from 'node:net'

export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

/** Any port that nobody uses now. */
export function findFreePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen({ port: 0, host, exclusive: true }, () => {
      const address = probe.address()
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error('The system gave no port.'))
      })
    })
  })
}

/** The wanted port, or the next free one after it. */
export async function findPortFrom(first: number, host: string): Promise<number> {
  for (let port = first; port < first + 100; port++) {
    if (await isPortFree(port, host)) return port
  }
  throw new Error(`No free port between ${first} and ${first + 99}. Set PORT to one that is free.`)
}
