import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { acceptEvents } from '#core/notifications/accept.ts';
import type { Person } from '#core/people/model.ts';
import { openBrowser } from './browser.ts';
import { anEvent, install, makeCompany, type TestCompany, until } from './company.ts';
import { hostPage, openTab, openTabServer, watch } from './tab-page-world.ts';
import { openTabWorld, type TabWorld } from './tab-world.ts';

describe('the tab in Teams', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  describe('as its guest', () => {
    it('tells Teams that it has loaded and can be seen, and follows its theme', async () => {
      const server = await openTabServer();
      const tab = await openTab(browser, server, { theme: 'default' });
      const { frame, page } = tab;
      await frame.getByText('1,012').waitFor();
      const order = ['initialize', 'getContext', 'appInitialization.appLoaded', 'appInitialization.success'];
      const inOrder = async () => (await tab.calls()).filter(call => order.includes(call));
      await until(inOrder, ({ length }) => length >= order.length);
      assert.deepEqual(await inOrder(), order);
      const ground = () =>
        frame.evaluate(
          () => getComputedStyle(document.querySelector('.fui-FluentProvider') ?? document.body).backgroundColor,
        );
      const light = await ground();
      for (const [theme, colour] of [
        ['dark', 'rgb(31, 31, 31)'],
        ['contrast', 'rgb(0, 0, 0)'],
        ['default', light],
      ] as const) {
        await page.evaluate(name => Reflect.get(window, 'tell')('themeChange', [name]), theme);
        await frame.waitForFunction(
          wanted =>
            getComputedStyle(document.querySelector('.fui-FluentProvider') ?? document.body).backgroundColor === wanted,
          colour,
        );
        await frame.locator(`html[data-theme=${theme}]`).waitFor();
      }
      assert.deepEqual(tab.faults, []);
      await tab.close();
      await server.close();
    });

    it('begins in the theme and language of its address, before Teams answers', async () => {
      const server = await openTabServer();
      const tab = await openTab(browser, server, { silent: 'yes', query: '?theme=dark&locale=nl-NL' });
      await tab.frame.getByRole('heading', { name: 'Wacht op jou' }).waitFor();
      await tab.frame.locator('html[data-theme=dark]').waitFor();
      await tab.close();
      await server.close();
    });

    it('opens the page that a deep link names, and tells Teams where it is', async () => {
      const server = await openTabServer();
      const tab = await openTab(browser, server, { place: 'home/anything', query: '?theme=default' });
      await tab.frame.getByText('1,012').waitFor();
      await tab.frame.waitForURL('**/tab/home/anything?theme=default');
      await tab.frame.getByRole('link', { name: 'Home', exact: true }).click();
      await tab.frame.waitForURL('**/tab/home?theme=default');
      const places = () =>
        tab.page.evaluate(() =>
          Reflect.get(window, 'calls')
            .filter(({ func }: { func: string }) => func === 'setFrameContext')
            .map(({ args }: { args: [{ websiteUrl: string }] }) => new URL(args[0].websiteUrl).pathname),
        );
      await until(places, all => all.at(-1) === '/tab/home');
      assert.deepEqual(await places(), ['/tab/home/anything', '/tab/home']);
      await tab.close();
      await server.close();
    });

    it('hands the focus back to Teams behind its last stop, and takes it at either end', async () => {
      const server = await openTabServer();
      const tab = await openTab(browser, server);
      await tab.frame.getByText('1,012').waitFor();
      await tab.page.evaluate(() => Reflect.get(window, 'tell')('focusEnter', [true]));
      await tab.frame.getByRole('link', { name: 'Skip to content' }).and(tab.frame.locator(':focus')).waitFor();
      await tab.page.evaluate(() => Reflect.get(window, 'tell')('focusEnter', [false]));
      await tab.frame.locator('main :focus').waitFor();
      await tab.page.keyboard.press('Tab');
      await tab.page.waitForFunction(() =>
        Reflect.get(window, 'calls').some((call: { func: string }) => call.func === 'returnFocus'),
      );
      await tab.close();
      await server.close();
    });
  });

  describe('with the product behind it, in Microsoft’s own page', () => {
    let world: TabWorld;
    let company: TestCompany;
    let ada: Person;
    let page: Page;
    let faults: string[];

    before(async () => {
      world = await openTabWorld();
    });
    after(() => world.close());
    beforeEach(async () => {
      company = await makeCompany('ada:admin', 'mo:member');
      ada = await install(company, 'ada');
      // The real Teams is no local network either, but neither is the real tab.
      const permissions = ['local-network-access'];
      page = await browser.newPage({ viewport: { width: 1280, height: 900 }, permissions });
      faults = watch(page);
    });
    afterEach(() => page.close());

    const show = async (person: Person) => {
      const token = await world.token(person.entraTenantId ?? '', person.entraObjectId ?? '');
      const html = hostPage(new URLSearchParams({ token }), `${world.api.base}/tab/home`);
      await page.route('https://teams.microsoft.com/**', route =>
        route.fulfill({ contentType: 'text/html', body: html }),
      );
      await page.goto('https://teams.microsoft.com/v2/');
      const frame = page.frames()[1];
      if (!frame) throw new Error('There is no tab.');
      return frame;
    };
    const send = () =>
      acceptEvents({ ...company.ctx, now: new Date() }, [anEvent({ data: { recruiters: [ada.email] } })]);

    it('is signed in without a click and shows an event as soon as it is posted', async () => {
      const frame = await show(ada);
      await frame.getByText('No matches yet').waitFor();
      await frame.getByText('Live', { exact: true }).waitFor();
      await send();
      const review = frame.getByRole('button', { name: /^Mark as reviewed/ });
      await review.waitFor();
      await review.click();
      await frame
        .getByText('You are up to date')
        .or(frame.getByRole('button', { name: /^Undo/ }).first())
        .waitFor();
      await frame.getByText(/^Reviewed by you/).waitFor();
      await frame.getByRole('button', { name: /^Undo/ }).first().click();
      await review.waitFor();
      assert.deepEqual(faults, []);
    });

    it('tells somebody of a company that is not connected so', async () => {
      const frame = await show({ ...ada, entraTenantId: '0e2f0b0a-aaaa-4bbb-8ccc-0123456789ab' });
      await frame.getByRole('heading', { name: 'Your company is not connected yet' }).waitFor();
    });

    it('tells an employee that Home is for recruiters', async () => {
      const frame = await show(await install(company, 'mo'));
      await frame.getByRole('heading', { name: 'Home is for recruiters' }).waitFor();
    });
  });
});
