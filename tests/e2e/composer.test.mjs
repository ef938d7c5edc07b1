// A composer's token, against every route that the service says it has: others' works are refused,
// or left out, and nothing can be changed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeStage, scanned } from './stage.mjs';

// What is everybody's, with or without a token.
const open = ['/healthz', '/readyz', '/metrics', '/openapi.json', '/v1/me', '/v1/session'];

let stage;
let routes;
let secret;
let others;
before(async () => {
  stage = await makeStage();
  const harbour = await scanned(stage, stage.matter.harbour);
  const pier = await scanned(stage, stage.matter.pier);
  const uses = (await stage.api('GET', `/v1/videos/${harbour}/uses`)).items;
  const [use] = uses.filter(({ recording }) => recording.title === 'Wharf Song');
  const upload = await stage.api('POST', '/v1/uploads', { name: 'pier.wav', bytes: 1000 });
  others = {
    upload: upload.id,
    video: pier,
    use: use.id,
    recording: use.recording.id,
    composer: 'Tomas Vey',
    cluster: 'none',
    licence: 'none',
    job: 'none',
    token: 'none',
    webhook: 'none',
    live: 'none',
    period: '2026-10',
  };
  const made = await stage.api('POST', '/v1/tokens', {
    name: 'Ines',
    scopes: 'composer:Ines Calder',
  });
  secret = made.secret;
  const { paths } = await stage.api('GET', '/openapi.json');
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [] }]) => ({
      method: method.toUpperCase(),
      path: path + requiredQuery(parameters),
    })),
  );
});
after(async () => {
  if (stage) await stage.close();
});

function requiredQuery(parameters) {
  const names = parameters.filter((one) => one.in === 'query' && one.required);
  return names.length ? '?' + names.map(({ name }) => `${name}={${name}}`).join('&') : '';
}

const filled = (path) =>
  path.replace(/\{(\w+)\}/g, (_, name) => {
    assert.ok(name in others, `this test does not know what a {${name}} is`);
    return encodeURIComponent(others[name]);
  });

async function ask(method, path) {
  const controller = new AbortController();
  const body = method === 'GET' || method === 'DELETE' ? undefined : '{}';
  const response = await fetch(stage.base + filled(path), {
    method,
    body,
    headers: {
      Authorization: `Bearer ${secret}`,
      ...(body ? { 'Content-Type': 'application/json', 'If-Match': '*' } : {}),
    },
    signal: controller.signal,
  });
  const isFeed = (response.headers.get('Content-Type') || '').startsWith('text/event-stream');
  const text = isFeed ? '' : await response.text();
  controller.abort();
  return { status: response.status, text };
}

test('what is another’s by its address is refused or not there', async () => {
  const named = routes.filter(({ path }) => path.includes('/{'));
  assert.ok(named.length > 20, `only ${named.length} routes with a name in them`);
  for (const { method, path } of named) {
    const { status } = await ask(method, path);
    assert.ok([403, 404].includes(status), `${method} ${path} answers ${status}`);
  }
});

test('lists and reports leave out what is another’s', async () => {
  for (const { method, path } of routes) {
    if (method !== 'GET' || path.includes('/{') || open.includes(path)) continue;
    const { status, text } = await ask(method, path);
    assert.ok([200, 403].includes(status), `${path} answers ${status}`);
    for (const word of ['Wharf Song', 'Tomas Vey', others.video, others.use]) {
      assert.ok(!text.includes(word), `${path} tells of ${word}`);
    }
  }
});

test('nothing can be changed', async () => {
  for (const { method, path } of routes) {
    if (method === 'GET' || open.includes(path)) continue;
    const { status } = await ask(method, path);
    assert.ok([403, 404].includes(status), `${method} ${path} answers ${status}`);
  }
});
