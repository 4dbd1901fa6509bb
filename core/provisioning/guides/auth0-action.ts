/**
 * The Action that tells this product of whoever signs in. It sends what `wintro directory-sync auth0` would, so that the
 * two never undo each other's work; `active` is left to the sync, since who may sign in is not disabled in Auth0.
 */
export const auth0Action = `// Tells {{appName}} of everybody who signs in. A sign-in never fails because of it.
const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

// Kinds of connection behind which a company's own directory stands.
const enterprise = ['ad', 'adfs', 'auth0-adldap', 'google-apps', 'ip', 'office365', 'oidc', 'okta', 'pingfederate',
  'samlp', 'sharepoint', 'waad'];

exports.onExecutePostLogin = async event => {
  const { user, connection, secrets } = event;
  if (secrets.CONNECTION && connection.name !== secrets.CONNECTION) return;
  if (!user.email) return;
  // Whoever signs up with a colleague's address must not become that colleague: it must be verified, or come by the
  // connection that was named, if that is a company's own.
  const [first = {}] = user.identities || [];
  const vouched = first.connection === secrets.CONNECTION && enterprise.includes(first.provider);
  if (!user.email_verified && !vouched) return;
  try {
    const said = personOf(user);
    const filter = encodeURIComponent('externalId eq ' + JSON.stringify(user.user_id));
    const { Resources: [found] = [] } = await scim(secrets, 'GET', '/Users?filter=' + filter);
    if (!found) {
      await scim(secrets, 'POST', '/Users', { schemas: [userSchema], ...said, active: true });
      return;
    }
    const Operations = differences(found, said);
    if (Operations.length > 0)
      await scim(secrets, 'PATCH', '/Users/' + found.id, { schemas: [patchSchema], Operations });
  } catch (error) {
    console.log('The directory was not told: ' + error.message);
  }
};

function personOf(user) {
  const name = {};
  if (user.given_name) name.givenName = user.given_name;
  if (user.family_name) name.familyName = user.family_name;
  const full = [user.given_name, user.family_name].filter(Boolean).join(' ');
  const shown = user.name === user.email ? '' : user.name;
  return {
    externalId: user.user_id,
    userName: user.email,
    displayName: shown || full || user.email,
    ...(full ? { name } : {}),
    emails: [{ value: user.email, type: 'work', primary: true }],
  };
}

function differences(found, said) {
  const work = (found.emails || []).find(email => email.type === 'work');
  const name = said.name || {};
  const wanted = [
    ['userName', found.userName, said.userName],
    ['displayName', found.displayName, said.displayName],
    ['name.givenName', found.name && found.name.givenName, name.givenName],
    ['name.familyName', found.name && found.name.familyName, name.familyName],
    ['emails[type eq "work"].value', work && work.value, said.userName],
  ];
  return wanted
    .filter(([, here, there]) => there !== undefined && there !== here)
    .map(([path, , value]) => ({ op: 'replace', path, value }));
}

async function scim(secrets, method, path, body) {
  const response = await fetch(secrets.SCIM_URL + path, {
    method,
    headers: { authorization: 'Bearer ' + secrets.SCIM_TOKEN, 'content-type': 'application/scim+json' },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(4000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(method + ' ' + response.status + ' ' + text.slice(0, 150));
  return text ? JSON.parse(text) : {};
}
`;
