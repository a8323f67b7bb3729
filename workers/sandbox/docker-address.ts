/** What the engine's client needs to know, from the form that DOCKER_HOST has. */
export function connectionOf(
  dockerHost: string,
): { socketPath: string } | { protocol: 'http'; host: string; port: number } {
  if (dockerHost.startsWith('unix://')) return { socketPath: dockerHost.slice('unix://'.length) }
  if (dockerHost.startsWith('/')) return { socketPath: dockerHost }
  if (dockerHost.startsWith('tcp://')) {
    const { hostname, port } = new URL(dockerHost)
    return { protocol: 'http', host: hostname, port: Number(port || 2375) }
  }
  throw new Error(`DOCKER_HOST=${dockerHost} is not of the form unix:///path or tcp://host:port.`)
}
