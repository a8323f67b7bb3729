import tseslint from 'typescript-eslint'
import reactHooks from 'eslint-plugin-react-hooks'
import { fieldTerms } from './scripts/check/eslint-words.ts'

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: a name that is written once can be searched.',
}
const noWallClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time comes from deps.clock, or as an argument named now.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time comes from deps.clock, or as an argument named now.',
  },
]
const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read once, in config.ts, and parsed there.',
}

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      '.fairtime',
      'client/dist',
      'exercises/*/starter',
      'exercises/*/solution',
      'exercises/*/mutants',
      'exercises/*/practice',
      'test/sandbox/corpus',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { fairtime: { rules: { 'field-terms': fieldTerms } } },
    rules: {
      'fairtime/field-terms': 'error',
      'max-lines-per-function': ['error', { max: 40 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300 }],
      complexity: ['error', 10],
      'max-params': ['error', 3],
      'no-console': 'error',
      'no-restricted-syntax': ['error', noDefaultExport],
    },
  },
  {
    files: ['server/**/*.ts', 'workers/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, ...noWallClock, noEnvironment] },
  },
  {
    files: ['**/config.ts', '**/clock.ts', 'workers/main.ts', 'server/main.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport] },
  },
  {
    files: ['client/**/*.tsx', 'client/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules, complexity: ['error', 12] },
  },
  {
    // Exercises speak of their own worlds, and migrations are not touched again.
    files: ['exercises/**', 'server/db/migrations/**', 'scripts/check/denied-words.ts'],
    rules: { 'fairtime/field-terms': 'off' },
  },
  {
    // A table of handlers is one function in form only.
    files: ['server/**/*routes.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 70 }] },
  },
  {
    files: ['scripts/**', 'cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      'max-lines': ['error', { max: 500 }],
      'max-params': 'off',
      complexity: 'off',
      'max-lines-per-function': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-assertions': 'off',
    },
  },
  {
    files: [
      '*.config.ts',
      '*.config.mjs',
      'client/vite.config.ts',
      'vitest.config.ts',
      '.dependency-cruiser.mjs',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
)
