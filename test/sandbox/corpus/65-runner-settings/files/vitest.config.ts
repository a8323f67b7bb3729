export const config = { test: { include: [], passWithNoTests: true, setupFiles: ['./setup.ts'] } }
