// Every page, narrow and wide, light and dark: no wider than its window, nothing unnamed or faint,
// no complaint of the browser; and the whole of it by keyboard.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faint, focusSeen, misbuilt, overflowing, unnamed } from './looks.mjs';
import { makeStage, scanned } from './stage.mjs';

let stage;
let pages;
before(async () => {
  stage = await makeStage();
  const harbour = await scanned(stage, stage.matter.harbour);
  await scanned(stage, stage.matter.teaser);
  const [use] = (await stage.api('GET', `/v1/videos/${harbour}/uses`)).items;
  pages = [
    '/videos',
    '/videos?words=nothing+is+called+this',
    `/videos/${harbour}`,
    `/videos/${harbour}?use=${use.id}&z=4`,
    `/videos/${harbour}/cue-sheet`,
    '/review',
    '/unlicensed',
    '/unlicensed?standing=unlicensed',
    '/unknown',
    '/catalogue',
    `/catalogue/${use.recording.id}`,
    '/composers',
    `/composers/${encodeURIComponent('Ines Calder')}`,
    '/live',
    '/jobs',
    '/tokens',
    '/no/such/page',
  ];
});
after(async () => {
  if (stage) await stage.close();
});

/** All that is wrong with a page as it is now, by kind. */
async function wrongWith(page) {
  return {
    overflowing: await page.evaluate(overflowing),
    unnamed: await page.evaluate(unnamed),
    misbuilt: await page.evaluate(misbuilt),
    faint: await page.evaluate(faint),
    trouble: await page.locator('.trouble').allTextContents(),
    complaints: page.complaints,
  };
}
const fine = {
  overflowing: [],
  unnamed: [],
  misbuilt: [],
  faint: [],
  trouble: [],
  complaints: [],
};

for (const width of [360, 1440]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`every page at ${width} px, ${colorScheme}`, async () => {
      const page = await stage.page({ width, colorScheme });
      for (const url of pages) {
        page.complaints.length = 0;
        await page.goto(stage.base + url);
        await page.waitForSelector('main h1');
        await page.waitForFunction(() => !document.querySelector('main .loading'));
        assert.deepEqual({ url, ...(await wrongWith(page)) }, { url, ...fine });
      }
      await page.context().close();
    });
  }
}

/** Puts made-up answers in place of the server's, for what a machine without a network has not. */
async function answering(page, answers) {
  for (const [route, items] of Object.entries(answers)) {
    await page.route(`${stage.base}${route}`, (call) =>
      call.fulfill({ json: { items, next: null } }),
    );
  }
}

const since = '2026-11-01T10:00:00Z';
const longAddress = 'https://receiver.example/with/a/path/that/does/not/end/before/a/phone/does';
const filled = {
  '/v1/live': [
    {
      id: 'a',
      url: `${longAddress}.m3u8`,
      name: 'Harbour Radio',
      state: 'listening',
      since,
      problem: null,
      now: [{ track_id: 't', title: 'Low Water', composer: 'Ines Calder', started_at: since }],
    },
    { id: 'b', url: 'srt://b', name: 'B', state: 'lost', since, problem: 'refused', now: [] },
    { id: 'c', url: 'srt://c', name: 'C', state: 'ended', since, problem: null, now: [] },
    { id: 'd', url: 'srt://d', name: 'D', state: 'connecting', since, problem: null, now: [] },
  ],
  '/v1/webhooks': [
    { id: 'w', url: longAddress, kinds: '', made_at: since, sequence: 1, waiting: 2, dead: 1 },
  ],
  '/v1/webhooks/w/failed': [
    {
      sequence: 1,
      attempts: 14,
      problem: `${longAddress}: answered 500`,
      event: { kind: 'use.found', at: since },
    },
  ],
};

for (const width of [360, 1440]) {
  test(`streams and undelivered events at ${width} px`, async () => {
    const page = await stage.page({ width });
    await answering(page, filled);
    await page.goto(`${stage.base}/live`);
    await page.getByRole('link', { name: 'Low Water' }).waitFor();
    assert.deepEqual(await wrongWith(page), fine);
    await page.goto(`${stage.base}/tokens`);
    await page.getByRole('button', { name: '1 event not delivered' }).click();
    await page.getByText('answered 500').waitFor();
    assert.deepEqual(await wrongWith(page), fine);
  });
}

test('what was not delivered is sent again; a webhook is removed when asked twice', async () => {
  const page = await stage.page();
  await answering(page, filled);
  const deeds = [];
  await page.route(/\/v1\/webhooks\/w(\/retry)?$/, (call) => {
    deeds.push(`${call.request().method()} ${new URL(call.request().url()).pathname}`);
    return call.fulfill({ json: { retried: 1 } });
  });
  await page.goto(`${stage.base}/tokens`);
  await page.getByRole('button', { name: '1 event not delivered' }).click();
  await page.getByRole('button', { name: 'Send 1 event again' }).click();
  await page.getByText('They are sent again').first().waitFor();
  await page.getByRole('button', { name: `Remove ${longAddress}` }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.deepEqual(deeds, ['POST /v1/webhooks/w/retry']);
  await page.getByRole('button', { name: `Remove ${longAddress}` }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByText('Removed').first().waitFor();
  assert.deepEqual(deeds.slice(1), ['DELETE /v1/webhooks/w']);
});

test('the focus is seen wherever Tab goes', async () => {
  const page = await stage.page();
  for (const url of pages) {
    await page.goto(stage.base + url);
    await page.waitForSelector('main h1');
    await page.waitForFunction(() => !document.querySelector('main .loading'));
    const names = new Set();
    for (let i = 0; i < 40; ++i) {
      await page.keyboard.press('Tab');
      const { name, isSeen } = await page.evaluate(focusSeen);
      assert.ok(isSeen, `${url}: the focus on "${name}" cannot be seen`);
      names.add(name);
    }
    assert.ok(names.has('Skip to the page'), `${url}: ${[...names].join(', ')}`);
    assert.ok(names.size > 5, `${url}: Tab goes to ${[...names].join(', ')} only`);
  }
});

test('a page says what its keys do', async () => {
  const page = await stage.page();
  await page.goto(stage.base + pages[2]);
  await page.locator('.timeline').waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('play or pause').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('nothing is asked of other machines', async () => {
  const page = await stage.page();
  const asked = new Set();
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  for (const url of pages) await page.goto(stage.base + url, { waitUntil: 'load' });
  assert.deepEqual([...asked], [stage.base]);
});

test('what is wrong with a page is seen', async () => {
  const page = await stage.browser.newPage({ viewport: { width: 360, height: 700 } });
  await page.setContent(`<div style="width: 500px"><p style="color: #999">faint</p>
    <button id="a"></button><i id="a" aria-label="null"></i></div>`);
  assert.equal((await page.evaluate(overflowing)).length, 1);
  assert.equal((await page.evaluate(unnamed)).length, 1);
  assert.equal((await page.evaluate(faint)).length, 1);
  const wrong = (await page.evaluate(misbuilt)).join('; ');
  for (const part of ['twice: a', '0 of <h1>', 'aria-label="null"', 'no language', 'no title']) {
    assert.ok(wrong.includes(part), `${part} is not in ${wrong}`);
  }
  await page.close();
});
