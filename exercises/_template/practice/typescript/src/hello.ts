/** Says hello to somebody; to nobody in particular where the name is empty. */
export function greet(name: string): string {
  return `Hello, ${name}!`
}
