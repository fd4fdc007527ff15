// A plain broadcast: votes are counted in memory, and ten times a second the counts go to everybody who is connected,
// with the bytes that Pollard sends. Nothing is stored and nobody is asked who they are.
'use strict';

const http = require('node:http');
const { WebSocketServer, WebSocket } = require('ws');

const TICK_MILLIS = 100;

let version = 0;
let sent = 0;
const votes = [0, 0, 0, 0];

function snapshot() {
  return JSON.stringify({
    session: 1, version, poll: 1, question: 'Which?', open: true, anonymous: false, voted: false, results: 'shown',
    choices: votes.map((n, i) => ({ id: i + 1, text: `Choice ${i}`, votes: n })),
    votes: votes.reduce((sum, n) => sum + n, 0),
  });
}

const server = http.createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (part) => (body += part));
  request.on('end', () => {
    votes[JSON.parse(body).choice % votes.length]++;
    version++;
    const text = '{"outcome":"counted"}';
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': text.length });
    response.end(text);
  });
});

const sockets = new WebSocketServer({ server, perMessageDeflate: false, backlog: 4096 });
sockets.on('connection', (socket) => socket.send(snapshot()));

setInterval(() => {
  if (version === sent) return;
  sent = version;
  const bytes = Buffer.from(snapshot());
  for (const socket of sockets.clients) {
    if (socket.readyState === WebSocket.OPEN) socket.send(bytes, { binary: false });
  }
}, TICK_MILLIS);

server.listen(0, '127.0.0.1', 4096, () => console.log(`ready at http://127.0.0.1:${server.address().port}`));
