import { request } from '../api.ts';
import type {
  CycleMode,
  DialectName,
  DirectoryGroup,
  DirectoryState,
  DirectoryUser,
  Happening,
  ProvisioningDetail,
  ProvisioningEntry,
} from '../directory-contract.ts';

export type UserChanges = Partial<
  Pick<
    DirectoryUser,
    'givenName' | 'surname' | 'department' | 'jobTitle' | 'enabled' | 'assigned' | 'softDeleted' | 'groups'
  >
>;
export type NewUser = Pick<DirectoryUser, 'givenName' | 'surname' | 'mail' | 'department'>;

/** What the Directory panel asks about one company's directory. */
export const directoryOf = (tenantId: string) => {
  const base = `/directories/${encodeURIComponent(tenantId)}`;
  const post = <Answer>(path: string, body: object = {}) => request<Answer>('POST', `${base}${path}`, body);
  const get = <Answer>(path: string, query: Record<string, string> = {}) =>
    request<Answer>('GET', `${base}${path}?${new URLSearchParams(query).toString()}`);
  const user = (id: string) => `/users/${encodeURIComponent(id)}`;
  const group = (id: string) => `/groups/${encodeURIComponent(id)}`;
  return {
    connect: (changes: { url?: string; token?: string; dialect?: DialectName }) =>
      post<DirectoryState>('/connection', changes),
    test: () => post<{ authorized: boolean; words: string; entry: number }>('/tests'),
    run: (mode: CycleMode) => post<DirectoryState>('/cycles', { mode }),
    stop: () => post('/cycles/stop'),
    users: (query: Record<string, string>) => get<{ total: number; users: DirectoryUser[] }>('/users', query),
    user: (id: string) => get<DirectoryUser>(user(id)),
    hire: (input: NewUser) => post<DirectoryUser>('/users', input),
    change: (id: string, changes: UserChanges) => post<DirectoryUser>(user(id), changes),
    purge: (id: string) => post(`${user(id)}/purge`),
    provision: (id: string) => post<ProvisioningDetail>(`${user(id)}/provision`),
    groups: () => get<DirectoryGroup[]>('/groups'),
    addGroup: (displayName: string) => post<{ id: string }>('/groups', { displayName }),
    renameGroup: (id: string, displayName: string) => post(group(id), { displayName }),
    deleteGroup: (id: string) => post(`${group(id)}/delete`),
    happen: (what: Happening, count: number) => post<{ done: number }>('/happenings', { what, count }),
    churn: (count: number) => post<Record<string, number>>('/churn', { count }),
    load: (people: number, groups: number) => post('/load', { people, groups }),
    log: (query: Record<string, string>) => get<{ total: number; entries: ProvisioningEntry[] }>('/log', query),
    entry: (id: number) => get<ProvisioningDetail>(`/log/${id}`),
  };
};
