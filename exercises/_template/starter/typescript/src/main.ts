import { startService } from './service.ts'

const port = Number(process.env['PORT'] ?? 8080)
const bookUrl = process.env['UPSTREAM_URL'] ?? 'http://127.0.0.1:9090'
const service = await startService({ port, bookUrl })
console.log(`listening on ${service.url}`)
