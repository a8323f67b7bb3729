import { startService } from './service.ts'

const service = await startService({
  port: Number(process.env['PORT'] ?? 8080),
  labUrl: process.env['UPSTREAM_URL'] ?? 'http://127.0.0.1:9090',
})
console.log(`listening on ${service.url}`)
