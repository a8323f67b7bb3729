// Baked into the image, and loaded before any program: what the compiler accepts, and advises, is also found when it runs.
// `./x.js` is the compiler's own name for what `./x.ts` becomes, and Node looks for that file alone.
import { registerHooks } from 'node:module'

const endings = { '.js': ['.ts', '.tsx'], '.mjs': ['.mts'], '.cjs': ['.cts'], '.jsx': ['.tsx'] }
const withoutEnding = ['.ts', '.mts', '.js', '/index.ts', '/index.js']

registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context)
    } catch (error) {
      for (const url of alternatives(error)) {
        try {
          return next(url, context)
        } catch {
          // The first refusal is the one to tell.
        }
      }
      throw error
    }
  },
  load(url, context, next) {
    const isPlainJson = url.endsWith('.json') && context.importAttributes?.type === undefined
    if (!isPlainJson || context.format !== 'json') return next(url, context)
    return next(url, { ...context, importAttributes: { ...context.importAttributes, type: 'json' } })
  },
})

function alternatives(error) {
  const { code, url } = error ?? {}
  if (typeof url !== 'string' || !url.startsWith('file:')) return []
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'ERR_UNSUPPORTED_DIR_IMPORT') return []
  const ending = /\.[cm]?jsx?$/.exec(url)?.[0]
  const others = ending === undefined ? [] : endings[ending]
  if (others !== undefined && ending !== undefined)
    return others.map((other) => url.slice(0, -ending.length) + other)
  return withoutEnding.map((other) => url.replace(/\/$/, '') + other)
}
