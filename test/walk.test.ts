import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { openWorld, type World } from './world.ts';

describe('from event to card, as a newcomer', function () {
  this.timeout(60_000);
  let world: World;
  let browser: Browser;
  let page: Page;

  before(async () => {
    [world, browser] = [await openWorld(), await openBrowser()];
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  });

  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  const lastCard = () => page.locator('.entry').last();

  it('the product’s address leads to the sandbox, also by 127.0.0.1', async () => {
    await page.goto(world.base.replace('localhost', '127.0.0.1'));
    await page.waitForURL(`${world.base}/sandbox`);
  });

  it('loads a sample company, whose recruiters are greeted by the bot', async () => {
    await page.getByRole('button', { name: /Load a sample company/ }).click();
    await lastCard()
      .getByText(/^Hello /)
      .waitFor();
  });

  it('posts an event and sees its card arrive in the recruiter’s chat', async () => {
    await page.getByRole('button', { name: 'Post event' }).click();
    await page.locator('.answer').getByText('202').first().waitFor();
    await lastCard().getByRole('button', { name: 'Mark as reviewed' }).waitFor();
  });

  it('presses a button and sees the card change, with Undo, and change back', async () => {
    await lastCard().getByRole('button', { name: 'Mark as reviewed' }).click();
    await lastCard().getByText('Marked as reviewed by you').waitFor();
    await lastCard().getByRole('button', { name: 'Undo' }).click();
    await lastCard().getByRole('button', { name: 'Mark as reviewed' }).waitFor();
  });

  it('sees the other recruiter’s card follow', async () => {
    await lastCard().getByRole('button', { name: 'Mark as reviewed' }).click();
    await lastCard().getByText('Marked as reviewed by you').waitFor();
    await page
      .getByRole('button', { name: /Boss, recruiter/ })
      .first()
      .click();
    await lastCard()
      .getByText(/^Marked as reviewed by (?!you)/)
      .waitFor();
  });
});
