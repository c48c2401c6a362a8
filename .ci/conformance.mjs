// Holds the gateway against the conformance kit: once for each of OpenAI's wires and each way of cutting the answers up.
//   node .ci/conformance.mjs SHARED [RESULTS]      SHARED holds conformance and recordings; RESULTS gets a line of counts
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const WIRES = ['responses', 'chat'];
const CUTS = ['whole', 'event', 'random'];
/** The kit's word for a check that needs the other of OpenAI's wires. Each of these clients must run with one of the two:
 *  unlike OpenAI's own, their requests go to whichever wire is set. */
const ELSEWHERE = /^the gateway sends/;
const ON_EITHER_WIRE = /\.(messages|gemini)$/;
const LIMIT_MS = 25 * 60_000;

const [shared, resultsFile] = process.argv.slice(2);
const checkout = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'maestro-conformance-'));
const recordings = path.join(shared, 'recordings');
const kit = path.join(work, 'conformance');
const deadline = Date.now() + LIMIT_MS;
const running = new Set();

function start(command, args, { log, ...options } = {}) {
  const output = fs.openSync(path.join(work, log), 'a');
  const child = spawn(command, args, { stdio: ['ignore', output, output], ...options });
  fs.closeSync(output);
  running.add(child);
  child.ended = new Promise((resolve) => {
    child.on('error', () => resolve(-1));
    child.on('exit', (code) => resolve(code ?? -1));
  }).finally(() => running.delete(child));
  return child;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks a process to end, and ends it if it has not within ten seconds. -> whether it ended by itself */
async function stop(child) {
  child.kill('SIGTERM');
  const ended = await Promise.race([child.ended.then(() => true), pause(10_000).then(() => false)]);
  if (!ended) {
    child.kill('SIGKILL');
    await child.ended;
  }
  return ended;
}

// Below the ports that a kernel gives to whoever asks for any.
function freePort() {
  return new Promise((resolve) => {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const server = net.createServer()
      .on('error', () => resolve(freePort()))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
  });
}

async function answers(url, child) {
  let ended = false;
  child.ended.then(() => { ended = true; });
  for (const until = Date.now() + 60_000; Date.now() < until && !ended; await pause(100)) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return true;
  }
  return false;
}

const tail = (log) => fs.readFileSync(path.join(work, log), 'utf8').split('\n').slice(-20).join('\n');

async function fail(what, log) {
  console.log(`${what}\n${tail(log)}`);
  return [{ id: what, outcome: 'FAIL', reason: what }];
}

async function round(wire, cut) {
  const name = `${wire}-${cut}`;
  const replayPort = await freePort();
  const replay = `http://127.0.0.1:${replayPort}`;
  const vendors = start('node', ['replay.mjs', '--port', `${replayPort}`, '--recordings', recordings, '--cut', cut], { cwd: kit, log: `replay-${name}.log` });
  const found = new Map();
  let gateway;
  try {
    if (!(await answers(`${replay}/__stats`, vendors))) return await fail('the replay does not start', `replay-${name}.log`);
    const port = await freePort();
    const key = randomBytes(24).toString('hex');
    gateway = start('./maestro', ['serve'], {
      cwd: checkout,
      log: `gateway-${name}.log`,
      env: {
        ...process.env,
        ANTHROPIC_API_KEY: '', OPENAI_API_KEY: '', GEMINI_API_KEY: '',
        MAESTRO_HOME: path.join(work, `home-${name}`),
        MAESTRO_HTTP_PORT: `${port}`,
        MAESTRO_OAUTH_CALLBACK_PORT: `${await freePort()}`,
        MAESTRO_ADMIN_KEY: key,
        MAESTRO_PROVIDERS_OPENAI_WIRE: wire,
        MAESTRO_PROVIDERS_OPENAI_BASE_URL: `${replay}/v1`,
        MAESTRO_PROVIDERS_ANTHROPIC_BASE_URL: replay,
        MAESTRO_PROVIDERS_GEMINI_BASE_URL: replay,
      },
    });
    const base = `http://127.0.0.1:${port}`;
    if (!(await answers(`${base}/health/ready`, gateway))) return await fail('the gateway does not get ready', `gateway-${name}.log`);
    if (Date.now() > deadline) return [{ id: name, outcome: 'FAIL', reason: `not begun after ${LIMIT_MS / 60_000} minutes` }];
    const report = path.join(work, `report-${name}.json`);
    const log = `run-${name}.log`;
    const run = ['run.mjs', '--gateway', base, '--key', key, '--replay', replay, '--recordings', recordings, '--json', report];
    await start('node', run, { cwd: kit, log }).ended;
    if (!fs.existsSync(report)) return await fail('the kit does not finish', log);
    for (const result of JSON.parse(fs.readFileSync(report, 'utf8'))) found.set(result.id, result);
  } finally {
    if (gateway && !(await stop(gateway))) found.set('stop', { id: 'stop', outcome: 'FAIL', reason: 'the gateway did not end within 10 s of SIGTERM' });
    await stop(vendors);
  }
  return [...found.values()];
}

async function main() {
  fs.cpSync(path.join(shared, 'conformance'), kit, { recursive: true, filter: (file) => !file.includes('node_modules') });
  for (const folder of [kit, path.join(kit, 'lib'), path.join(kit, 'test')]) if (fs.existsSync(folder)) fs.chmodSync(folder, 0o755);
  if ((await start('npm', ['ci', '--silent', '--no-audit', '--no-fund'], { cwd: kit, log: 'npm.log' }).ended) !== 0) {
    return fail('npm ci fails', 'npm.log');
  }
  const all = [];
  const run = new Set();
  for (const wire of WIRES) {
    for (const cut of CUTS) {
      const results = await round(wire, cut);
      const count = (outcome) => results.filter((result) => result.outcome === outcome).length;
      console.log(`Conformance, OpenAI by ${wire}, answers cut ${cut}: ${count('PASS')} passed, ${count('FAIL')} failed, ${count('SKIP')} skipped`);
      for (const result of results) if (result.outcome === 'FAIL') console.log(`  FAIL ${result.id} ${result.reason}`);
      for (const result of results) if (result.outcome !== 'SKIP') run.add(result.id);
      all.push(...results);
    }
  }
  for (const { id, outcome, reason } of [...all]) {
    if (outcome === 'SKIP' && ON_EITHER_WIRE.test(id) && ELSEWHERE.test(reason) && !run.has(id)) {
      console.log(`  FAIL ${id} was skipped with both of OpenAI's wires`);
      run.add(id);
      all.push({ id, outcome: 'FAIL', reason: 'skipped with both wires' });
    }
  }
  return all;
}

let failed = 1;
try {
  const all = await main();
  const count = (outcome) => all.filter((result) => result.outcome === outcome).length;
  failed = count('FAIL');
  if (resultsFile) fs.appendFileSync(resultsFile, `${count('PASS')} ${failed} ${count('SKIP')}\n`);
} finally {
  for (const child of running) child.kill('SIGKILL');
  if (failed === 0 || !process.env.CI_KEEP) fs.rmSync(work, { recursive: true, force: true });
  else console.log(`Logs are kept in ${work}`);
}
process.exit(failed === 0 ? 0 : 1);
