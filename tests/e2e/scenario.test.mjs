// The whole way of a person: bring a video, see it listened to, look, hear, correct, take away.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { makeStage, scanned } from './stage.mjs';

let stage;
before(async () => {
  stage = await makeStage();
});
after(async () => {
  if (stage) await stage.close();
});

const blocks = (page) => page.locator('.timeline .block:not(.music)');
const pressed = async (locator) => (await locator.getAttribute('aria-pressed')) === 'true';

/** Waits until `question` answers with something true. */
async function until(what, question) {
  for (let tries = 0; tries < 100; ++tries) {
    if (await question()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  assert.fail(`it never came true that ${what}`);
}

test('a person uploads, sees, hears, corrects and takes a workbook away', async () => {
  const page = await stage.page();
  await page.getByText('No video has been scanned yet').waitFor();

  await page.setInputFiles('input[type=file]', stage.matter.harbour);
  await page.locator('.going li', { hasText: 'harbour.webm' }).first().waitFor();
  await page.locator('.going').getByText('scanned').waitFor({ timeout: 30000 });
  await page.locator('table').getByRole('link', { name: 'harbour' }).first().click();

  await blocks(page).nth(1).waitFor();
  assert.equal(await blocks(page).count(), 2);
  assert.match(
    await blocks(page).first().getAttribute('aria-label'),
    /^Low Water, .*, 0:0[12] to 0:1[34]$/,
  );

  await blocks(page).first().click();
  assert.match(page.url(), /[?&]use=/);
  await page.keyboard.press('3');
  await until('both are to be heard', () =>
    pressed(page.getByRole('button', { name: 'Hear both' })),
  );
  await page.keyboard.press('k');
  const times = () =>
    page.evaluate(() => ({
      video: document.querySelector('video').currentTime,
      track: document.querySelector('audio').currentTime,
      isHeard: !document.querySelector('audio').paused,
    }));
  await until('both play', async () => (await times()).isHeard && (await times()).video > 2.5);
  const { video, track } = await times();
  assert.ok(
    Math.abs(track - video - 6) < 0.3,
    `at ${video} s of the video the track is at ${track} s`,
  );
  await page.keyboard.press('k');

  await page.keyboard.press('r');
  await page.locator('.timeline .block.rejected').waitFor();
  await page.keyboard.press('u');
  await page.locator('.timeline .block.rejected').waitFor({ state: 'detached' });
  assert.equal(await blocks(page).count(), 2);

  const cells = page.getByLabel('Title of cue 1');
  await page.getByRole('link', { name: 'Cue sheet' }).click();
  await cells.fill('Low Water (opening)');
  await page.getByRole('button', { name: 'Keep changes' }).click();
  await page.getByText('The cue sheet has been kept').first().waitFor();
  assert.equal(await cells.inputValue(), 'Low Water (opening)');

  await page.getByText('Export', { exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Excel (XLSX)' }).click(),
  ]);
  const bytes = fs.readFileSync(await download.path());
  assert.equal(bytes.subarray(0, 2).toString(), 'PK');
  assert.match(download.suggestedFilename(), /\.xlsx$/);
  assert.deepEqual(page.complaints, []);
});

test('what is uncertain is decided by keyboard, and taken back', async () => {
  await scanned(stage, stage.matter.teaser);
  const page = await stage.page();
  await page.goto(`${stage.base}/review`);
  const queue = page.locator('.queue .list li');
  await queue.first().waitFor();
  const waiting = await queue.count();
  const first = await queue.first().locator('strong').textContent();
  await page.keyboard.press('a');
  await until('the queue is shorter', async () => (await queue.count()) === waiting - 1);
  await page.keyboard.press('u');
  await until('the use is back', async () => (await queue.count()) === waiting);
  assert.ok((await queue.locator('strong').allTextContents()).includes(first));
  assert.deepEqual(page.complaints, []);
});

test('what is shown of a video is its address; the way back leads back', async () => {
  const [{ id }] = (await stage.api('GET', '/v1/videos?words=teaser')).items;
  const page = await stage.page();
  await page.goto(`${stage.base}/videos`);
  await page.getByRole('link', { name: /for review/ }).click();
  await page.waitForURL(`${stage.base}/videos/${id}?show=review`);
  const rows = page.locator('table tbody tr');
  await rows.first().waitFor();
  const shown = await rows.count();
  assert.equal(await page.locator('table .standing.review').count(), shown);
  await page.keyboard.press(']');
  await page.waitForURL(/[?&]use=/);
  await page.getByText('Changes', { exact: true }).click();
  await page.waitForURL(/changes=shown/);
  await page.reload();
  await page.locator('tr.chosen').waitFor();
  assert.equal(await page.locator('details[open]').count(), 1);
  await page.goBack();
  await page.waitForURL(`${stage.base}/videos/${id}?show=review`);
  await page.locator('tr.chosen').waitFor({ state: 'detached' });
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Videos' }).waitFor();
});

test('two people who edit one cue sheet do not lose each other’s words', async () => {
  const [{ id }] = (await stage.api('GET', '/v1/videos?words=harbour')).items;
  const [one, other] = [await stage.page(), await stage.page()];
  for (const page of [one, other]) {
    await page.goto(`${stage.base}/videos/${id}/cue-sheet`);
    await page.getByLabel('Notes of cue 1').waitFor();
  }
  await one.getByLabel('Notes of cue 1').fill('from one');
  await one.getByRole('button', { name: 'Keep changes' }).click();
  await one.getByText('The cue sheet has been kept').first().waitFor();
  await other.getByLabel('Title of cue 2').fill('Wharf Song (reprise)');
  await other.getByRole('button', { name: 'Keep changes' }).click();
  await other.getByText('Somebody else has changed this sheet').waitFor();
  await other.getByRole('button', { name: 'Load the sheet as it is now' }).click();
  await until(
    'the other’s note is there',
    async () => (await other.getByLabel('Notes of cue 1').inputValue()) === 'from one',
  );
  assert.equal(await other.getByLabel('Title of cue 2').inputValue(), 'Wharf Song (reprise)');
  await other.getByRole('button', { name: 'Keep changes' }).click();
  await other.getByText('The cue sheet has been kept').first().waitFor();
});

test('a composer sees own works only', async () => {
  const admin = await stage.page();
  await admin.goto(`${stage.base}/tokens`);
  await admin.getByLabel('For whom').fill('Ines');
  await admin.getByLabel('Sees').selectOption('composer');
  await admin.getByLabel('Composer (IPI or name)').fill('Ines Calder');
  await admin.getByRole('button', { name: 'Make the token' }).click();
  const secret = await admin.locator('.secret').first().textContent();

  const page = await stage.page({ as: secret });
  await page.getByRole('heading', { level: 1, name: 'Ines Calder' }).waitFor();
  assert.equal(await page.locator('nav').getByText('Tokens').count(), 0);
  assert.equal(await page.getByText('Wharf Song').count(), 0);
  await page.getByRole('link', { name: 'harbour' }).first().click();
  await blocks(page).first().waitFor();
  assert.deepEqual(await blocks(page).locator('.clip').allTextContents(), ['Low Water']);
  await page.goto(`${stage.base}/composers/${encodeURIComponent('Tomas Vey')}`);
  await page.getByText('cannot be shown').waitFor();
  assert.deepEqual(
    page.complaints.filter((text) => !text.includes('404')),
    [],
  );
});
