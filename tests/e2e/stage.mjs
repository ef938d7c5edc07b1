// A workspace, a server and a browser of a test's own.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { arranged, music, writeWav } from './sound.mjs';

const program = process.env.CUETRACE_PROGRAM;
const require = createRequire(path.join(process.env.CUETRACE_E2E_MODULES || '.', 'any.js'));
const { chromium } = require('playwright-core');

const ffmpeg = (...args) => execFileSync('ffmpeg', ['-v', 'quiet', '-nostdin', '-y', ...args]);

/** A track with tags, as libraries deliver them. */
function makeTrack(folder, seed, title, composer) {
  const wav = path.join(folder, `${seed}.wav`);
  const track = path.join(folder, `${title}.mp3`);
  const sound = music(seed, 40);
  writeWav(wav, sound);
  ffmpeg(
    '-i',
    wav,
    '-metadata',
    `title=${title}`,
    '-metadata',
    `composer=${composer}`,
    '-metadata',
    `artist=${composer}`,
    '-b:a',
    '128k',
    track,
  );
  fs.rmSync(wav);
  return { track, sound };
}

/** A picture with `sound`, in a format that browsers play. */
function makeVideo(file, sound) {
  const wav = `${file}.wav`;
  writeWav(wav, sound);
  ffmpeg(
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=160x90:rate=5',
    '-i',
    wav,
    '-shortest',
    '-c:v',
    'libvpx',
    '-deadline',
    'realtime',
    '-b:v',
    '100k',
    '-c:a',
    'libopus',
    '-b:a',
    '96k',
    file,
  );
  fs.rmSync(wav);
}

/** The sound of videos: with both composers and nobody, too short of both, of the second alone. */
function arrangements({ low, wharf, nobodys }) {
  return {
    harbour: arranged(56, [
      { sound: low, fromS: 8, lengthS: 12, atS: 2 },
      { sound: wharf, fromS: 5, lengthS: 14, atS: 18 },
      { sound: nobodys, fromS: 2, lengthS: 20, atS: 34 },
    ]),
    teaser: arranged(14, [
      { sound: low, fromS: 4, lengthS: 1.7, atS: 2 },
      { sound: wharf, fromS: 20, lengthS: 1.7, atS: 8 },
    ]),
    pier: arranged(38, [
      { sound: wharf, fromS: 20, lengthS: 10, atS: 1 },
      { sound: nobodys, fromS: 4, lengthS: 22, atS: 14 },
    ]),
  };
}

/** Paths of {tracks, harbour, teaser, pier}: tracks and videos, made once a run. */
function makeMatter() {
  const folder =
    process.env.CUETRACE_E2E_MATTER || fs.mkdtempSync(path.join(os.tmpdir(), 'cuetrace-matter-'));
  const list = path.join(folder, 'matter.json');
  if (fs.existsSync(list)) return JSON.parse(fs.readFileSync(list));
  const low = makeTrack(folder, 11, 'Low Water', 'Ines Calder');
  const wharf = makeTrack(folder, 12, 'Wharf Song', 'Tomas Vey');
  const videos = arrangements({ low: low.sound, wharf: wharf.sound, nobodys: music(13, 30) });
  const matter = { tracks: [low.track, wharf.track] };
  for (const [name, sound] of Object.entries(videos)) {
    matter[name] = path.join(folder, `${name}.webm`);
    makeVideo(matter[name], sound);
  }
  fs.writeFileSync(list, JSON.stringify(matter));
  return matter;
}

/** Resolves with the link that the server prints once it answers. */
function started(server) {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (bytes) => {
      said += bytes;
      const link = /Open (http:\/\/\S+?)\/#token=(\S+)/.exec(said);
      if (link) resolve({ base: link[1], token: link[2] });
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

/** {base, token, matter, api(method, path, body), browser, page(options), close()}. */
export async function makeStage() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cuetrace-e2e-'));
  const workspace = path.join(folder, 'workspace');
  const matter = makeMatter();
  execFileSync(program, [
    '--workspace',
    workspace,
    '--quiet',
    'catalog',
    'add',
    ...matter.tracks,
  ]);
  const web = process.env.CUETRACE_E2E_WEB ? ['--web', process.env.CUETRACE_E2E_WEB] : [];
  const server = spawn(program, ['--workspace', workspace, 'serve', '--port', '0', ...web]);
  const { base, token } = await started(server);
  const browser = await chromium.launch({
    executablePath: process.env.CUETRACE_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });

  const api = async (method, route, body, type = 'application/json') => {
    const response = await fetch(base + route, {
      method,
      body: body instanceof Uint8Array ? body : JSON.stringify(body),
      headers: { Authorization: `Bearer ${token}`, ...(body ? { 'Content-Type': type } : {}) },
    });
    if (!response.ok)
      throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  };

  /** A page that is signed in, and remembers what it complained of. */
  const page = async ({ as = token, width = 1440, height = 900, colorScheme = 'light' } = {}) => {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      acceptDownloads: true,
    });
    const made = await context.newPage();
    made.complaints = [];
    made.on('pageerror', (error) => made.complaints.push(String(error)));
    made.on('console', (message) => {
      if (message.type() === 'error') made.complaints.push(message.text());
    });
    await made.goto(`${base}/#token=${as}`);
    await made.waitForSelector('main h1');
    return made;
  };

  const close = async () => {
    await browser.close();
    server.removeAllListeners('exit');
    const ended = new Promise((resolve) => {
      server.on('exit', resolve);
    });
    server.kill('SIGTERM');
    await ended;
    fs.rmSync(folder, { recursive: true });
  };
  return { base, token, matter, api, browser, page, close, folder };
}

/** Uploads a file through the API and waits until it has been scanned; the video's id. */
export async function scanned(stage, file) {
  const name = encodeURIComponent(path.basename(file));
  let job = await stage.api(
    'POST',
    `/v1/scans?name=${name}`,
    fs.readFileSync(file),
    'video/webm',
  );
  while (['queued', 'running'].includes(job.state)) {
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    job = await stage.api('GET', `/v1/jobs/${job.id}`);
  }
  if (job.state !== 'done') throw new Error(`${file}: ${job.error}`);
  return job.result.video_id;
}
