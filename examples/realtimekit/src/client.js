// The unmodified client, pointed at the server that this page comes from. The participant's token stands in the
// fragment, which no server gets to see: …/#token=eyJ…
import RealtimeKitClient from '@cloudflare/realtimekit';

export const token = new URLSearchParams(location.hash.slice(1)).get('token');

export const init = () =>
  RealtimeKitClient.init({
    authToken: token,
    // The client puts api. before this for its calls. The page comes from there, and the socket goes there as well,
    // so that a browser that accepted the certificate for this page has accepted it for everything.
    baseURI: location.host.replace(/^api\./, ''),
    overrides: { socket_server_base: location.host },
    defaults: { audio: false, video: false },
    modules: { tracing: false },
  });
