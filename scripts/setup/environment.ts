/** This process's environment for a child that must not see some of it. */
export function environmentWithout(...names: string[]): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.includes(name)))
}
