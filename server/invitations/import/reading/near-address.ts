const gmailHosts = ['gmail.com', 'googlemail.com']

/**
 * What addresses have in common that probably lead to one mailbox: without a `+tag`, and at Gmail without dots. Only a reason to warn:
 * other mail servers keep such addresses apart.
 */
export function nearAddress(addressKey: string): string {
  const at = addressKey.lastIndexOf('@')
  const host = addressKey.slice(at + 1)
  const local = addressKey.slice(0, at).replace(/(?<=.)\+.*$/u, '')
  return gmailHosts.includes(host) ? `${local.replaceAll('.', '')}@gmail.com` : `${local}@${host}`
}

/** Addresses under which somebody may be known whose address is this one. */
export function nearAddresses(addressKey: string): string[] {
  const at = addressKey.lastIndexOf('@')
  const host = addressKey.slice(at + 1)
  const local = addressKey.slice(0, at)
  const locals = [local, local.replace(/(?<=.)\+.*$/u, '')]
  if (!gmailHosts.includes(host)) return [...new Set(locals)].map((each) => `${each}@${host}`)
  const spelt = [...locals, ...locals.map((each) => each.replaceAll('.', ''))]
  return [...new Set(spelt)].flatMap((each) => gmailHosts.map((gmail) => `${each}@${gmail}`))
}
