// What is done beside the main way: signing in and out, names, facts, tokens, webhooks, themes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeStage, scanned } from './stage.mjs';

let stage;
let harbour;
before(async () => {
  stage = await makeStage();
  harbour = await scanned(stage, stage.matter.harbour);
  await scanned(stage, stage.matter.pier);
});
after(async () => {
  if (stage) await stage.close();
});

test('the token of the link leaves the address; a wrong one is told apart', async () => {
  const page = await stage.page();
  assert.ok(!page.url().includes('token'));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Token').fill('ctk_this-is-none');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This token is not valid').waitFor();
  await page.getByLabel('Token').fill(stage.token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Videos' }).waitFor();
});

test('music of nobody is named once, and has the name in every place', async () => {
  const page = await stage.page();
  await page.goto(`${stage.base}/unknown`);
  await page
    .getByRole('link', { name: /^Not named/ })
    .first()
    .click();
  await page.getByLabel('Name of this music').fill('Station ident');
  await page.getByRole('button', { name: /^Name it in 2 places/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Station ident' }).waitFor();
  await page.goto(`${stage.base}/videos/${harbour}`);
  await page.locator('.timeline .block.music', { hasText: 'Station ident' }).waitFor();
});

test('facts of a video are said, checked, and kept', async () => {
  const page = await stage.page();
  await page.goto(`${stage.base}/videos/${harbour}?facts=shown`);
  await page.getByLabel('First date', { exact: true }).fill('next week');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.locator('.facts-form [aria-invalid]').waitFor();
  await page.getByLabel('First date', { exact: true }).fill('2026-10-31');
  await page.getByLabel('Company', { exact: true }).fill('Small Kitchen');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByText('has been kept').first().waitFor();
  const { facts } = await stage.api('GET', `/v1/videos/${harbour}`);
  assert.equal(facts.company, 'Small Kitchen');
  assert.equal(facts.first_date, '2026-10-31');
});

test('a token is made, shown once, and revoked', async () => {
  const page = await stage.page();
  await page.goto(`${stage.base}/tokens`);
  await page.getByLabel('For whom').fill('Preparer');
  await page.getByLabel(/^review/).check();
  await page.getByRole('button', { name: 'Make the token' }).click();
  const secret = await page.locator('.secret').first().textContent();
  const me = () =>
    fetch(`${stage.base}/v1/me`, { headers: { Authorization: `Bearer ${secret}` } });
  assert.deepEqual((await (await me()).json()).scopes.review, true);
  await page.reload();
  assert.equal(await page.locator('.secret').count(), 0);
  await page.getByRole('button', { name: 'Revoke the token of Preparer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByText('The token of Preparer is revoked').first().waitFor();
  assert.equal((await me()).status, 401);
});

test('a webhook to nowhere is refused, and why is said', async () => {
  const page = await stage.page();
  await page.goto(`${stage.base}/tokens`);
  await page.getByLabel('Address', { exact: true }).fill('https://hooks.example/cuetrace');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('.note.bad', { hasText: 'no host "hooks.example"' }).waitFor();
});

test('light or dark is kept', async () => {
  const page = await stage.page({ colorScheme: 'light' });
  await page.getByRole('button', { name: 'Use the dark theme' }).first().click();
  await page.reload();
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
});

test('a sheet that is changed is not left by mistake', async () => {
  const page = await stage.page();
  await page.goto(`${stage.base}/videos/${harbour}/cue-sheet`);
  await page.getByLabel('Notes of cue 1').fill('not kept yet');
  let asked = '';
  page.once('dialog', (dialog) => {
    asked = dialog.message();
    dialog.dismiss();
  });
  await page.getByRole('link', { name: 'Review' }).click();
  assert.match(asked, /without keeping/);
  assert.match(page.url(), /cue-sheet$/);
  assert.equal(await page.getByLabel('Notes of cue 1').inputValue(), 'not kept yet');
});
