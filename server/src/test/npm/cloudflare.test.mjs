// The unmodified npm client `cloudflare` against a running server: POLLARD, ACCOUNT and TOKEN say where and who.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Cloudflare from 'cloudflare';

const { POLLARD, ACCOUNT, TOKEN } = process.env;
const account_id = ACCOUNT;
const client = new Cloudflare({ baseURL: `${POLLARD}/client/v4`, apiToken: TOKEN, maxRetries: 0 });
const kit = client.realtimeKit;

let app_id;
let a;
const streams = [];

before(async () => {
  const made = await kit.apps.post({ account_id, name: 'npm client' });
  assert.equal(made.success, true);
  assert.match(made.data.app.id, /^[0-9a-f]{32}$/);
  app_id = made.data.app.id;
  a = { account_id, app_id };
});

after(() => streams.forEach((stream) => stream.abort()));

const meeting = async (fields = {}) => (await kit.meetings.create(app_id, { account_id, ...fields })).data.id;

const participant = async (id, name, preset_name = 'group-call-participant') =>
  (await kit.meetings.addParticipant(id, { ...a, custom_participant_id: name, preset_name, name })).data;

// Being connected to the live stream counts as having joined.
async function join(id, token) {
  const control = new AbortController();
  streams.push(control);
  const answer = await fetch(`${POLLARD}/live/meetings/${id}/events`, {
    headers: { Authorization: `Bearer ${token}` },
    signal: control.signal,
  });
  assert.equal(answer.status, 200);
  answer.body.getReader().read();
  return control;
}

test('apps', async () => {
  const listed = await kit.apps.get({ account_id, per_page: 100, search: 'NPM', sort_order: 'ASC' });
  assert.ok(listed.data.some((app) => app.id === app_id && app.name === 'npm client'));
  assert.ok(listed.paging.total_count >= 1);
  const one = await client.get(`/accounts/${account_id}/realtime/kit/apps/${app_id}`);
  assert.equal(one.data.id, app_id);
});

test('meetings are made, read, changed and replaced', async () => {
  const { data, response } = await kit.meetings.create(app_id, { account_id, title: 'Stand-up' }).withResponse();
  assert.equal(response.status, 201);
  const id = data.data.id;
  assert.equal((await kit.meetings.getMeetingByID(id, a)).data.title, 'Stand-up');
  const patched = await kit.meetings.updateMeetingByID(id, { ...a, persist_chat: true });
  assert.equal(patched.data.title, 'Stand-up');
  assert.equal(patched.data.persist_chat, true);
  const replaced = await kit.meetings.replaceMeetingByID(id, { ...a, title: 'Other' });
  assert.equal(replaced.data.persist_chat, false);
  const listed = await kit.meetings.get(app_id, { account_id, search: id });
  assert.deepEqual(listed.data.map((each) => each.id), [id]);
  assert.deepEqual(listed.paging, { total_count: 1, start_offset: 1, end_offset: 1 });
});

test('participants, their tokens, and a custom id twice', async () => {
  const id = await meeting();
  const ada = await participant(id, 'ada');
  assert.ok(ada.token.startsWith('eyJ'));
  assert.equal(ada.preset_name, 'group_call_participant');
  await assert.rejects(
    kit.meetings.addParticipant(id, { ...a, custom_participant_id: 'ada', preset_name: 'group_call_host' }),
    (error) => error instanceof Cloudflare.ConflictError && error.status === 409 && error.error.error.code === 409,
  );
  // What a careful program does then: find the participant and refresh the token.
  const listed = await kit.meetings.getMeetingParticipants(id, { ...a, page_no: 1, per_page: 100 });
  const found = listed.data.find((each) => each.custom_participant_id === 'ada');
  const fresh = await kit.meetings.refreshParticipantToken(found.id, { ...a, meeting_id: id });
  assert.ok(fresh.data.token.startsWith('eyJ'));
  const one = await kit.meetings.getMeetingParticipant(found.id, { ...a, meeting_id: id });
  assert.equal(one.data.token, undefined);
  const edited = await kit.meetings.editParticipant(found.id, { ...a, meeting_id: id, name: 'Ada L.' });
  assert.equal(edited.data.name, 'Ada L.');
  const removed = await kit.meetings.deleteMeetingParticipant(found.id, { ...a, meeting_id: id });
  assert.equal(removed.data.custom_participant_id, 'ada');
});

test('presets', async () => {
  const { data: before } = await kit.presets.get(app_id, { account_id, search: 'webinar_host' });
  const host = (await kit.presets.getPresetByID(before[0].id, a)).data;
  assert.equal(host.permissions.polls.can_create, true);
  const body = { config: host.config, permissions: host.permissions, ui: host.ui };
  const made = await kit.presets.create(app_id, { account_id, name: 'mine', ...body });
  const id = made.data.id;
  const patched = await kit.presets.update(id, { ...a, permissions: { polls: { can_vote: false } } });
  assert.deepEqual(patched.data.permissions.polls, { can_create: true, can_vote: false, can_view: true });
  const replaced = await kit.presets.replacePresetByID(id, { ...a, name: 'mine', ...body });
  assert.equal(replaced.data.permissions.polls.can_vote, true);
  await assert.rejects(kit.presets.create(app_id, { account_id, name: 'mine', ...body }), Cloudflare.ConflictError);
  assert.equal((await kit.presets.delete(id, a)).data.name, 'mine');
});

test('a poll in the active session', async () => {
  const id = await meeting({ title: 'Town hall' });
  const ada = await participant(id, 'ada');
  const ask = () => kit.activeSession.createPoll(id, { ...a, question: 'Which?', options: ['A', 'B'], hide_votes: true });
  await assert.rejects(
    ask(),
    (error) =>
      error instanceof Cloudflare.NotFoundError &&
      error.error.error.message === `No active session found for meeting_id ${id}`,
  );
  await join(id, ada.token);
  const session = await kit.activeSession.getActiveSession(id, a);
  assert.equal(session.data.status, 'LIVE');
  assert.equal(session.data.live_participants, 1);
  const { data, response } = await ask().withResponse();
  assert.equal(response.status, 201);
  const { poll } = data.data;
  assert.deepEqual(data, {
    success: true,
    data: {
      action: 'create_poll',
      poll: {
        id: poll.id,
        question: 'Which?',
        options: [
          { text: 'A', count: 0, votes: [] },
          { text: 'B', count: 0, votes: [] },
        ],
        anonymous: false,
        hide_votes: true,
        created_by: 'npm client',
        voted: [],
      },
    },
  });
  // Additions of this server, through the client's own way to other paths.
  const base = `/accounts/${account_id}/realtime/kit/${app_id}/meetings/${id}/active-session/poll`;
  const voter = new Cloudflare({ baseURL: `${POLLARD}/client/v4`, apiToken: ada.token, maxRetries: 0 });
  const voted = await voter.post(`${base}/${poll.id}/vote`, { body: { option: 1 } });
  assert.deepEqual(voted.data.poll.voted, [ada.id]);
  const listed = await client.get(base);
  assert.deepEqual(listed.data.polls[0].options[1].votes, [{ id: ada.id, name: 'ada' }]);
});

test('kick, kick-all and what remains of a session', async () => {
  const id = await meeting({ session_keep_alive_time_in_secs: 0 });
  const ada = await participant(id, 'ada');
  const ben = await participant(id, 'ben');
  await join(id, ada.token);
  await join(id, ben.token);
  const session_id = (await kit.activeSession.getActiveSession(id, a)).data.id;
  const kicked = await kit.activeSession.kickParticipants(id, {
    ...a,
    participant_ids: [ada.id],
    custom_participant_ids: [],
  });
  assert.equal(kicked.data.action, 'kick');
  assert.deepEqual(kicked.data.participants.map((each) => each.id), [ada.id]);
  const all = await kit.activeSession.kickAllParticipants(id, a);
  assert.deepEqual(all.data, { action: 'kick_all', kicked_participants_count: 1 });
  let status = 'LIVE';
  for (let i = 0; i < 600 && status === 'LIVE'; i++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    status = (await kit.sessions.getSessionDetails(session_id, a)).data.status;
  }
  assert.equal(status, 'ENDED');
  const sessions = await kit.sessions.getSessions(app_id, { account_id, associated_id: id, status: 'ENDED' });
  assert.deepEqual(sessions.data.sessions.map((each) => each.id), [session_id]);
  const people = await kit.sessions.getSessionParticipants(session_id, a);
  assert.deepEqual(people.data.participants.map((each) => each.user_id).sort(), [ada.id, ben.id].sort());
  const one = await kit.sessions.getSessionParticipantDetails(ben.id, { ...a, session_id });
  assert.equal(one.data.participant.custom_participant_id, 'ben');
  const polls = await client.get(`/accounts/${account_id}/realtime/kit/${app_id}/sessions/${session_id}/polls`);
  assert.deepEqual(polls.data.polls, []);
});

test('errors are of the classes that the client has for them', async () => {
  const id = await meeting();
  const stranger = new Cloudflare({ baseURL: `${POLLARD}/client/v4`, apiToken: 'wrong', maxRetries: 0 });
  await assert.rejects(
    stranger.realtimeKit.meetings.get(app_id, { account_id }),
    (error) => error instanceof Cloudflare.AuthenticationError && error.errors[0].code === 10000,
  );
  const ada = await participant(id, 'ada');
  const asAda = new Cloudflare({ baseURL: `${POLLARD}/client/v4`, apiToken: ada.token, maxRetries: 0 });
  await assert.rejects(
    asAda.realtimeKit.meetings.get(app_id, { account_id }),
    (error) => error instanceof Cloudflare.PermissionDeniedError && error.errors[0].code === 10000,
  );
  await assert.rejects(
    kit.meetings.create(app_id, { account_id, session_keep_alive_time_in_secs: 601 }),
    (error) => error instanceof Cloudflare.BadRequestError && error.error.success === false,
  );
  await assert.rejects(kit.meetings.getMeetingByID('unknown', a), Cloudflare.NotFoundError);
  await assert.rejects(
    kit.activeSession.createPoll('', { ...a, question: 'Q', options: ['A', 'B'] }),
    Cloudflare.NotFoundError,
  );
  await assert.rejects(
    kit.meetings.addParticipant(id, { ...a, custom_participant_id: 'x', preset_name: 'none' }),
    (error) => error instanceof Cloudflare.NotFoundError && /No preset found/.test(error.error.error.message),
  );
});
