// A plain server that inserts each vote by itself, as most would write it first, and not badly: a pool, a prepared
// statement, one round trip and one transaction a vote. It has no tokens, no rights and no counts, so what it does for
// a vote is less than what Pollard does.
'use strict';

const http = require('node:http');
const { Pool } = require('pg');

const LARGEST_BODY = 9999;
const PATH = /^\/live\/sessions\/(\d{1,18})\/vote$/;

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });

const INSERT = {
  name: 'vote',
  text: `INSERT INTO plain_vote (session_id, voter_id, choice_id) VALUES ($1, $2, $3)
         ON CONFLICT (session_id, voter_id) DO NOTHING RETURNING cast_at`,
};

function answer(response, status, body) {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

async function vote(session, voter, body, response) {
  try {
    const { choice } = JSON.parse(body);
    const { rows } = await pool.query({ ...INSERT, values: [session, voter, choice] });
    if (rows.length === 0) answer(response, 409, { code: 'already_voted' });
    else answer(response, 200, { outcome: 'counted', session: Number(session), choice, at: rows[0].cast_at });
  } catch (fault) {
    answer(response, fault instanceof SyntaxError ? 400 : 503, { title: fault.message });
  }
}

const server = http.createServer((request, response) => {
  const path = PATH.exec(request.url);
  const bearer = /^Bearer (\d+)$/.exec(request.headers.authorization ?? '');
  if (request.method !== 'PUT' || !path || !bearer) return answer(response, 404, { code: 'not_found' });
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (part) => {
    body += part;
    if (body.length > LARGEST_BODY) request.destroy();
  });
  request.on('end', () => vote(path[1], bearer[1], body, response));
});

async function start() {
  await pool.query(`CREATE TABLE IF NOT EXISTS plain_vote (
    session_id bigint NOT NULL, voter_id bigint NOT NULL, choice_id bigint NOT NULL,
    cast_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (session_id, voter_id))`);
  server.listen(0, '127.0.0.1', 4096, () => console.log(`ready at http://127.0.0.1:${server.address().port}`));
}

start();
