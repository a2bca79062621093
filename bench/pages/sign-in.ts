/** Uses a login link as a browser does. Answers with the cookies of the session. @throws when it does not open. */
export async function signIn(link: string): Promise<string> {
  const page = await fetch(link);
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const answer = await fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(page) },
    body: new URLSearchParams({ _csrf: token }),
  });
  if (answer.status !== 303) throw new Error(`The login link answered ${answer.status}.`);
  return [cookiesOf(page), cookiesOf(answer)].join('; ');
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((header) => header.split(';')[0])
    .join('; ');
}
