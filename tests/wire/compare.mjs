// Compares two built checkouts on the wire: node tests/wire/compare.mjs BEFORE AFTER
// Each app runs on empty storage (artifacts/azurite-data of both checkouts is deleted), receives the same simulated day and the same API requests, and its responses are compared: status
// codes, headers, and JSON with its member names, types and machine-readable values. Texts for people, ids, times and traces are left out.
// The OpenAPI documents are compared, too. Ends with 1 on a difference.
import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const [before, after] = process.argv.slice(2).map(folder => resolve(folder));
if (!after)
  throw new Error('Two checkouts are needed: node tests/wire/compare.mjs BEFORE AFTER');

const account = 'AC00000000000000000000000000000000';
const date = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const textMembers = new Set(['title', 'detail', 'reason', 'text', 'description', 'summary', 'error', 'traceId', 'message']);
const volatileMembers = new Set(['createdAt', 'updatedAt', 'receivedAt', 'time', 'firstFailedAt', 'lastFailedAt', 'failedAt', 'milliseconds', 'continuationToken', 'durationMs']);
const headersToCompare = ['content-type', 'cache-control', 'www-authenticate', 'location', 'allow', 'accept-ranges', 'etag', 'retry-after'];

const put = { channel: 'webhook', webhook: { url: 'https://device.example/ring', secret: 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=' }, labels: { model: 'x' } };
const bindings = `accounts/${account}/identities/bob/bindings`;
const requests = [
  ['GET', 'health'],
  ['PUT', `${bindings}/phone`, put, { 'If-None-Match': '*' }],
  ['PUT', `${bindings}/phone`, put, { 'If-None-Match': '*' }],
  ['PUT', `${bindings}/phone`, { ...put, labels: { model: 'y' } }],
  ['PUT', `${bindings}/phone`, put, { 'If-Match': 'W/"no"' }],
  ['PUT', `${bindings}/bad`, { channel: 'pigeon' }],
  ['PUT', `${bindings}/bad`, { channel: 'fcm', fcm: {} }],
  ['PUT', `${bindings}/bad`, []],
  ['GET', `${bindings}/phone`],
  ['GET', `${bindings}/none`],
  ['GET', bindings],
  ['GET', `accounts/${account}/bindings?channel=webhook`],
  ['GET', `accounts/${account}/bindings?channel=pigeon`],
  ['GET', `accounts/AC11111111111111111111111111111111/bindings`],
  ['GET', `accounts/${account}/bindings?pageSize=0`],
  ['GET', `accounts/${account}/bindings?continuationToken=x`],
  ['POST', `accounts/${account}/bindings:batch`, { operations: [{ operation: 'upsert', identity: 'eve', bindingId: 'a', binding: put }, { operation: 'delete', identity: 'eve', bindingId: 'b' }] }],
  ['POST', `accounts/${account}/bindings:batch`, { operations: 'none' }],
  ['GET', `accounts/${account}/bindings:export`],
  ['POST', `accounts/${account}/bindings:import`, '{"identity":"kim","bindingId":"a"}\nnot json\n', { 'Content-Type': 'application/x-ndjson' }],
  ['DELETE', `${bindings}/phone`],
  ['DELETE', `${bindings}/phone`],
  ['DELETE', bindings],
  ['GET', 'me/bindings'],
  ['POST', 'me/negotiate', '', { Authorization: 'Bearer nonsense' }],
  ['GET', `calls?date=${date}`],
  ['GET', `calls?date=${date}&state=completed&pageSize=2`],
  ['GET', `calls?date=${date}&direction=inbound&tag=silence`],
  ['GET', 'calls?date=tomorrow'],
  ['GET', 'calls/CA00000000000000000000000000000000'],
  ['GET', `events?date=${date}`],
  ['GET', 'events?pageSize=x'],
  ['GET', 'dead-letters'],
  ['GET', 'dead-letters?queue=none'],
  ['GET', 'dead-letters/none'],
  ['DELETE', 'dead-letters/none'],
  ['POST', 'dead-letters/none/replay', ''],
  ['GET', 'nothing/here'],
  ['PATCH', 'calls'],
  ...['events', 'voice/incoming', 'voice/status', 'voice/recording-status', 'proxy/callback', 'proxy/intercept', 'proxy/out-of-session', 'call-notifications']
    .flatMap(path => [
      ['POST', `twilio/${path}`, `AccountSid=${account}&CallSid=CA1`, { 'Content-Type': 'application/x-www-form-urlencoded' }],
      ['POST', `twilio/${path}`, '[]', { 'X-Twilio-Signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
    ]),
];

const found = [await record(before, 7171), await record(after, 7171)];
let differences = 0;
for (const [name, was] of found[0]) {
  const now = found[1].get(name);
  if (was !== now) {
    differences++;
    console.log(`DIFFERENT ${name}\n  before ${was}\n  after  ${now}`);
  }
}
const documents = [before, after].map(openApi);
for (const path of new Set(documents.flatMap(document => [...document.keys()]))) {
  if (documents[0].get(path) !== documents[1].get(path)) {
    differences++;
    console.log(`DIFFERENT openapi ${path}\n  before ${documents[0].get(path)}\n  after  ${documents[1].get(path)}`);
  }
}
console.log(`${found[0].size} responses and ${documents[0].size} values of the OpenAPI document compared, ${differences} different`);
process.exit(differences === 0 ? 0 : 1);

async function record(checkout, port) {
  const tool = join(checkout, 'src/TwilioFunctions.Cli/bin/Debug/net10.0/TwilioFunctions.Cli');
  rmSync(join(checkout, 'artifacts/azurite-data'), { recursive: true, force: true });
  const up = spawn(tool, ['up', '--port', String(port)], { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  up.stdout.on('data', text => output += text);
  up.stderr.on('data', text => output += text);
  try {
    for (let waited = 0; !output.includes('Ready.'); waited++) {
      if (up.exitCode !== null || waited > 3000)
        throw new Error(`${checkout} didn't start:\n${output.slice(-2000)}`);
      await new Promise(done => setTimeout(done, 100));
    }
    const base = `http://localhost:${port}/api/`;
    await promisify(execFile)(tool, ['simulate', 'all', '--url', `http://localhost:${port}`, '--count', '20', '--seed', '7', '--date', date], { cwd: checkout });
    await settled(base);
    const responses = new Map();
    for (const [method, path, body, headers] of requests)
      responses.set(`${responses.size} ${method} ${path}`, await send(base, method, path, body, headers));
    const { calls } = await (await fetch(`${base}calls?date=${date}`)).json();
    for (const call of calls)
      responses.set(`GET calls/${call.callSid}`, await send(base, 'GET', `calls/${call.callSid}`));
    return responses;
  } finally {
    up.kill('SIGTERM');
    await new Promise(done => up.exitCode === null ? up.on('exit', done) : done());
  }
}

/** Waits until two readings of the list are equal. */
async function settled(base) {
  let last;
  for (let same = 0; same < 3; ) {
    await new Promise(done => setTimeout(done, 2000));
    const text = await (await fetch(`${base}calls?date=${date}`)).text();
    same = text === last ? same + 1 : 0;
    last = text;
  }
}

async function send(base, method, path, body, headers = {}) {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(base + path, { method, body: text, headers: { ...(text === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers } });
  const shown = Object.fromEntries(headersToCompare.filter(name => response.headers.has(name)).map(name => [name, name === 'etag' ? 'present' : response.headers.get(name).replace(base, '')]));
  const content = await response.text();
  return JSON.stringify([response.status, shown, content.split('\n').map(line => normalized(line))]);
}

function normalized(line) {
  try {
    return JSON.parse(line, function (name, value) {
      if (textMembers.has(name) || volatileMembers.has(name))
        return value === null ? null : typeof value;
      return typeof value === 'string' && /^W\/"/.test(value) ? 'etag' : value;
    });
  } catch {
    return line;
  }
}

function openApi(checkout) {
  const file = ['docs/openapi.json', 'openapi.json'].map(name => join(checkout, name)).find(existsSync);
  const values = new Map();
  const document = JSON.parse(readFileSync(file, 'utf8'));
  flatten(resolveReferences(document.paths, document, []), 'paths', values);
  return values;
}

/** Puts a schema in the place of its reference, so that schemas may be renamed. */
function resolveReferences(node, document, open) {
  if (Array.isArray(node))
    return node.map(item => resolveReferences(item, document, open));
  if (node === null || typeof node !== 'object')
    return node;
  if (typeof node.$ref === 'string') {
    if (open.includes(node.$ref))
      return 'recursive';
    return resolveReferences(node.$ref.slice(2).split('/').reduce((at, part) => at[part.replaceAll('~1', '/')], document), document, [...open, node.$ref]);
  }
  return Object.fromEntries(Object.entries(node).filter(([name]) => !['description', 'summary', 'example', 'examples', 'title', 'operationId'].includes(name) || typeof node[name] === 'object' && name === 'title')
    .map(([name, value]) => [name, resolveReferences(value, document, open)]));
}

function flatten(node, path, values) {
  if (Array.isArray(node) && node.every(item => typeof item !== 'object'))
    values.set(path, JSON.stringify([...node].sort()));
  else if (node !== null && typeof node === 'object')
    for (const [name, value] of Object.entries(node))
      flatten(value, `${path}/${name}`, values);
  else
    values.set(path, JSON.stringify(node));
}
