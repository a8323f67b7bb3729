import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

/** A registry of its own per server, so that several can live in one process. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'fairtime_http_request_seconds',
      help: 'Time to answer, by route and status',
      labelNames: ['route', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
    runsFinished: new Counter({
      name: 'fairtime_runs_finished_total',
      help: 'Runs that reached their end, by kind and verdict',
      labelNames: ['kind', 'verdict'] as const,
      registers: [registry],
    }),
    runsOpen: new Gauge({
      name: 'fairtime_runs_open',
      help: 'Runs that were accepted and have no verdict yet, without regrades',
      registers: [registry],
    }),
    socketsRefused: new Counter({
      name: 'fairtime_sockets_refused_total',
      help: 'Live connections that were refused, by reason',
      labelNames: ['reason'] as const,
      registers: [registry],
    }),
    socketsConnected: new Gauge({
      name: 'fairtime_sockets_connected',
      help: 'Pages that hold a live connection',
      registers: [registry],
    }),
  }
}
