import type { Rule } from 'eslint'
import { deniedWordInName, deniedWordInText } from './denied-words.ts'

/** Keeps the private dialect out of identifiers and of the titles of tests; words on pages are for people and stay free. */
export const fieldTerms: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { denied: '"{{word}}" is not a term of the field: say {{instead}}.' },
  },
  create: (context) => {
    const report = (node: Rule.Node, found: { word: string; instead: string } | null) => {
      if (found !== null) context.report({ node, messageId: 'denied', data: found })
    }
    return {
      Identifier: (node) => report(node, deniedWordInName(node.name)),
      PrivateIdentifier: (node: Rule.Node & { name: string }) => report(node, deniedWordInName(node.name)),
      CallExpression: (node) => {
        const [title] = node.arguments
        if (title?.type !== 'Literal' || typeof title.value !== 'string') return
        const callee = context.sourceCode.getText(node.callee)
        if (/^(it|test|describe)\b/.test(callee)) report(node, deniedWordInText(title.value))
      },
    }
  },
}
