import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { InstallPaths } from './install-paths.ts'

const secretsSchema = z.object({
  databasePassword: z.string().min(20),
  workerToken: z.string().min(20),
  authSecret: z.string().min(32),
})
export type Secrets = z.infer<typeof secretsSchema>

/** Random at the first start and kept for this installation, readable by its owner alone. */
export function openSecrets(place: InstallPaths): Secrets {
  const file = join(place.state, 'secrets.json')
  if (existsSync(file)) return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const random = () => randomBytes(32).toString('base64url')
  const secrets = { databasePassword: random(), workerToken: random(), authSecret: random() }
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  renameSync(draft, file)
  return secrets
}
