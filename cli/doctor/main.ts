import { resolveTxt } from 'node:dns/promises'
import { openInstallPaths } from '../../scripts/setup/install-paths.ts'
import { examineEngine } from './examine-engine.ts'
import { examineLimits } from './examine-limits.ts'
import { examineMail } from './examine-mail.ts'
import { examinePostgres } from './examine-postgres.ts'
import { examineRedis } from './examine-redis.ts'
import { examineZones } from './examine-zones.ts'
import { good, type Part } from './part.ts'
import { exitCodeOf, renderParts } from './render.ts'

// Looks and changes nothing: whatever does not run is said to be stopped, and not started for the occasion.
const place = openInstallPaths('start')
const env = process.env
const program: Part = {
  title: 'Fairtime',
  lines: [good('checkout', place.checkout), good('Node', process.version)],
}
const parts = [
  program,
  examineZones(process.versions['tz']),
  await examinePostgres(place, env['DATABASE_URL']),
  await examineRedis(place, env['REDIS_URL']),
  await examineMail(
    {
      smtpUrl: env['SMTP_URL'],
      folder: env['MAIL_DIR'],
      from: env['MAIL_FROM'],
      publicUrl: env['PUBLIC_URL'],
      dkim: { selector: env['DKIM_SELECTOR'], keyFile: env['DKIM_KEY_FILE'] },
    },
    resolveTxt,
  ),
  ...(await examineEngine(place, {
    dockerHost: env['DOCKER_HOST'],
    wanted: { runtime: env['SANDBOX_RUNTIME'] || null, userns: env['SANDBOX_USERNS'] === 'required' },
    allowUnsafe: (env['FAIRTIME_ALLOW_UNSAFE'] ?? '').split(','),
  })),
  await examineLimits(place, { runs: env['RUN_SLOTS'] }),
]
console.log(renderParts(parts))
process.exitCode = exitCodeOf(parts)
