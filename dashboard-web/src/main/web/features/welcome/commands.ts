const API_PORT = 8080;
const GATEWAY_PORT = 8081;

/** Lines for a shell that bring events to the stack that serves this page; its ports may have been moved. */
export interface Commands {
  readonly demo: string;
  readonly sendOne: string;
  readonly replay: string;
}

/**
 * @param host of this page
 * @param port of this page; empty if it is the scheme's own
 */
export function commands(host: string, port: string): Commands {
  const moved = Math.max(0, Number(port) - API_PORT);
  const offset = moved === 0 ? '' : ` --port-offset ${moved}`;
  return {
    demo: `./tidemark up --demo${offset}`,
    sendOne:
      `curl -H 'Content-Type: application/json' http://${host}:${GATEWAY_PORT + moved}/api/v1/events ` +
      `-d '{"eventType":"page_view","userId":"u1","data":{"page":"/"}}'`,
    replay: `./tidemark replay examples/data/web-access.ndjson.gz --shift-time${offset}`,
  };
}
