import { app, authentication, pages } from '@microsoft/teams-js';
import { enterFocus, watchEdges } from './focus.ts';
import { changeSurroundings, type Teams, themeOf } from './surroundings.ts';

/** The only file that knows teams-js. It calls a Microsoft address when imported, so only a frame imports it. */
export async function openTeams(go: (place: string) => void): Promise<Teams> {
  await app.initialize();
  const context = await app.getContext();
  app.notifyAppLoaded();
  app.registerOnThemeChangeHandler(theme => changeSurroundings({ theme: themeOf(theme) }));
  changeSurroundings({
    theme: themeOf(context.app.theme),
    locale: context.app.locale,
    ...(context.user?.tenant ? { tenant: context.user.tenant.id } : {}),
  });
  if (pages.isSupported()) {
    pages.registerFocusEnterHandler(forward => enterFocus(forward));
    watchEdges(forward => pages.returnFocus(forward));
  }
  if (pages.backStack.isSupported()) pages.backStack.registerBackButtonHandler(goBack);
  if (context.page.subPageId) go(context.page.subPageId);
  return {
    token: () => authentication.getAuthToken(),
    shown: () => app.notifySuccess(),
    failed: message => app.notifyFailure({ reason: app.FailedReason.Other, message }),
    at(path) {
      const url = new URL(path, location.origin).href;
      if (pages.isSupported()) pages.setCurrentFrame({ contentUrl: url, websiteUrl: url });
    },
  };
}

/** The phone's back button: our last page, else Teams' own. @returns whether we went back. */
function goBack(): boolean {
  const depth: unknown = history.state?.depth;
  if (typeof depth !== 'number' || depth < 1) return false;
  history.back();
  return true;
}
