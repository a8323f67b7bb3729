import type { Language } from '#contracts/languages.ts'

interface DemoPosition {
  title: string
  summary: string
  languages: readonly Language[]
  /** The people who review; one posting leaves its list open. */
  reviewers: readonly ('rosa' | 'amit' | 'ines')[]
  focus: readonly string[]
}

export interface DemoCandidate {
  language: Language
  name: string
  email: string
  position: string
}

/** The five openings that a fresh installation shows, with what each of their postings asks for. */
export const demoPositions: readonly DemoPosition[] = [
  {
    title: 'Software Engineer, Backend',
    summary: 'Go services that answer quickly and fail gracefully, for customers with very large codebases.',
    languages: ['go'],
    reviewers: ['rosa', 'amit'],
    focus: [
      'Go',
      'Testing and debugging distributed systems',
      'Git',
      'Clear, empathetic writing',
      'Pragmatic scope and trade-offs',
    ],
  },
  {
    title: 'Software Engineer, Code Insights (Backend)',
    summary:
      'Go and Postgres behind charts that tell teams how their code changes. The exercise follows a call with the hiring manager.',
    languages: ['go'],
    reviewers: ['rosa', 'amit'],
    focus: [
      'Go: concurrency, errors, unit tests',
      'Distributed systems',
      'SQL and Postgres',
      'API design with front-end engineers',
      'Git',
      'Communication',
      'Trade-offs',
    ],
  },
  {
    title: 'Software Engineer, Distribution',
    summary: 'Helps customers install, scale and upgrade: Go, Docker, Kubernetes, Terraform.',
    languages: ['go'],
    reviewers: ['amit', 'ines'],
    focus: [
      'Go and infrastructure as code',
      'Docker and Kubernetes',
      "Debugging customers' problems",
      'Communication',
      'Trade-offs',
    ],
  },
  {
    title: 'Software Engineer, Code Intelligence',
    summary: 'Understands code of many languages and build systems. The candidate chooses TypeScript or Go.',
    languages: ['typescript', 'go'],
    reviewers: ['rosa', 'ines'],
    focus: [
      'Back-end services in TypeScript or Go',
      'Many languages and build systems',
      'Communication',
      'Trade-offs',
    ],
  },
  {
    title: 'Forward-Deployed Engineer',
    summary:
      'Works with customers on their own machines, between product and sales. A take-home of at most two hours.',
    languages: ['go', 'typescript'],
    reviewers: ['ines', 'amit'],
    focus: [
      'Back end and infrastructure',
      'Understanding customers',
      'Product and sales together',
      'Entrepreneurial spirit',
    ],
  },
]

export const demoStaff = {
  noor: { name: 'Noor Haddad', email: 'noor@fairtime.example', roles: ['recruiter'] },
  rosa: { name: 'Rosa Lindqvist', email: 'rosa@fairtime.example', roles: ['reviewer'] },
  amit: { name: 'Amit Barzilai', email: 'amit@fairtime.example', roles: ['reviewer'] },
  ines: { name: 'Inês Carvalho', email: 'ines@fairtime.example', roles: ['reviewer'] },
  tomas: { name: 'Tomas Okafor', email: 'tomas@fairtime.example', roles: ['author'] },
} as const

/** One for each language that the shipped exercises are in. */
export const demoCandidates: readonly DemoCandidate[] = [
  {
    language: 'go',
    name: 'Kofi Mensah',
    email: 'kofi@candidate.example',
    position: 'Software Engineer, Backend',
  },
  {
    language: 'typescript',
    name: 'Mei Tanaka',
    email: 'mei@candidate.example',
    position: 'Software Engineer, Code Intelligence',
  },
]
