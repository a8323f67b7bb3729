import type { Health, Line, Part } from './part.ts'

const marks: Record<Health, string> = { good: '✓', weak: '!', stopped: '–', bad: '✗' }
const nameWidth = 20

/** Everything as text for a terminal: one line for each thing seen, its remedy below it. */
export function renderParts(parts: readonly Part[]): string {
  return parts
    .map(({ title, lines }) => [title, ...lines.flatMap(renderLine)].join('\n'))
    .concat(summarise(parts))
    .join('\n\n')
}

/** Weak is worth knowing and runs all the same; only what is bad makes the doctor unhappy. */
export function exitCodeOf(parts: readonly Part[]): number {
  return count(parts, 'bad') === 0 ? 0 : 1
}

function renderLine({ health, name, what, remedy }: Line): string[] {
  const first = `  ${marks[health]} ${name.padEnd(nameWidth)} ${what}`
  return remedy === undefined ? [first] : [first, `    ${' '.repeat(nameWidth)} → ${remedy}`]
}

function summarise(parts: readonly Part[]): string {
  const bad = count(parts, 'bad')
  const weak = count(parts, 'weak')
  const stopped = count(parts, 'stopped')
  const words = [
    bad === 0 ? 'Nothing is broken or unsafe' : `${bad} broken or unsafe`,
    weak === 0 ? 'nothing is weak' : `${weak} could be better`,
    ...(stopped === 0 ? [] : [`${stopped} not running`]),
  ]
  return `${words.join(', ')}.`
}

function count(parts: readonly Part[], health: Health): number {
  return parts.flatMap((part) => part.lines).filter((line) => line.health === health).length
}
