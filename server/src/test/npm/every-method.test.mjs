// Every method that the unmodified npm client `cloudflare` has for RealtimeKit, with all that it can send, against a
// running server: POLLARD, ACCOUNT and TOKEN say where and who.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import Cloudflare from 'cloudflare';

const { POLLARD, ACCOUNT, TOKEN } = process.env;
const account_id = ACCOUNT;
// With the repeats of the default: what is refused for good must not be sent three times.
const client = new Cloudflare({ baseURL: `${POLLARD}/client/v4`, apiToken: TOKEN });
const kit = client.realtimeKit;

const called = new Set();
const stream = new AbortController();
after(() => stream.abort());

// Calls a method and notes that it was called.
async function call(group, method, ...given) {
  called.add(`${group}.${method}`);
  return kit[group][method](...given);
}

async function refused(group, method, status, message, ...given) {
  await assert.rejects(call(group, method, ...given), (error) => {
    assert.equal(error.status, status, `${group}.${method}`);
    assert.equal(error.error.success, false);
    assert.equal(error.error.error.code, status);
    assert.match(error.error.error.message, message);
    assert.deepEqual(error.errors, [], 'a known route');
    return true;
  });
}

// All methods of a group, as the client's own classes have them.
function methods(group) {
  const names = [];
  for (let type = Object.getPrototypeOf(kit[group]); type !== Object.prototype; type = Object.getPrototypeOf(type)) {
    names.push(...Object.getOwnPropertyNames(type).filter((name) => name !== 'constructor' && !name.startsWith('_')));
  }
  return [...new Set(names)].map((name) => `${group}.${name}`);
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const media = { video: { quality: 'hd', frame_rate: 30, simulcast: true }, screenshare: { quality: 'hd', frame_rate: 5 }, audio: { enable_high_bitrate: true, enable_stereo: true } };
const produce = { can_produce: 'ALLOWED' };
const preset = {
  name: 'everything',
  config: { view_type: 'GROUP_CALL', max_screenshare_count: 0, max_video_streams: { desktop: 0, mobile: 0 }, media, livestream_viewer_qualities: [720] },
  permissions: {
    accept_stage_requests: true, accept_waiting_requests: true, can_accept_production_requests: true,
    can_change_participant_permissions: true, can_edit_display_name: true, can_livestream: true, can_record: true, can_spotlight: true,
    chat: { private: { can_receive: true, can_send: true, files: true, text: true }, public: { can_send: true, files: true, text: true } },
    connected_meetings: { can_alter_connected_meetings: true, can_switch_connected_meetings: true, can_switch_to_parent_meeting: true },
    disable_participant_audio: true, disable_participant_screensharing: true, disable_participant_video: true,
    hidden_participant: true, is_recorder: true, kick_participant: true, media: { audio: produce, screenshare: produce, video: produce },
    pin_participant: true, plugins: { can_close: true, can_edit_config: true, can_start: true, config: { x: { access_control: 'FULL_ACCESS', handles_view_only: true } } },
    polls: { can_create: true, can_view: true, can_vote: true }, recorder_type: 'RECORDER', show_participant_list: true,
    stage_access: 'ALLOWED', stage_enabled: true, transcription_enabled: true, waiting_room_type: 'SKIP',
  },
  ui: {
    design_tokens: {
      border_radius: 'rounded', border_width: 'thin', spacing_base: 4, theme: 'dark', font_family: 'f', google_font: 'g', logo: 'l',
      colors: {
        background: { 600: '#222222', 700: '#1f1f1f', 800: '#1b1b1b', 900: '#181818', 1000: '#141414' },
        brand: { 300: '#844d1c', 400: '#9d5b22', 500: '#b56927', 600: '#d37c30', 700: '#d9904f' },
        danger: '#ff2d2d', success: '#62a504', text: '#eeeeee', text_on_brand: '#eeeeee', video_bg: '#191919', warning: '#ffcd07',
      },
    },
  },
};
const meetingFields = {
  title: 'Everything',
  ai_config: {
    summarization: { summary_type: 'general', text_format: 'plain_text', word_limit: 150 },
    transcription: { keywords: ['string'], language: 'en-US', profanity_filter: true },
  },
  live_stream_on_start: true,
  persist_chat: true,
  record_on_start: true,
  recording_config: {
    audio_config: { channel: 'mono', codec: 'MP3', export_file: true },
    file_name_prefix: 'file_name_prefix',
    live_streaming_config: { rtmp_url: 'rtmp://a.rtmp.example.com/live2' },
    max_seconds: 60,
    realtimekit_bucket_config: { enabled: true },
    storage_config: {
      type: 'gcs', access_key: 's3cret', auth_method: 'KEY', bucket: 'bucket', host: 'host', password: 's3cret', path: 'path',
      port: 0, private_key: 's3cret', region: 'us-east-1', secret: 's3cret', username: 'username',
    },
    video_config: { codec: 'H264', export_file: true, height: 720, width: 1280, watermark: { position: 'left top', size: { height: 1, width: 1 }, url: 'https://example.com' } },
  },
  session_keep_alive_time_in_secs: 60,
  summarize_on_end: true,
  transcribe_on_end: true,
};

test('every method is answered or refused in words', async () => {
  const app_id = (await call('apps', 'post', { account_id, name: 'Everything' })).data.app.id;
  const a = { account_id, app_id };
  const listed = await call('apps', 'get', { account_id, page_no: 1, per_page: 1, search: 'Everything', sort_order: 'DESC' });
  assert.equal(listed.data[0].id, app_id);

  // Presets
  const made = (await call('presets', 'create', app_id, { account_id, ...preset })).data;
  assert.deepEqual({ config: made.config, permissions: made.permissions, ui: made.ui }, { config: preset.config, permissions: preset.permissions, ui: preset.ui });
  assert.equal((await call('presets', 'get', app_id, { account_id, page_no: 1, per_page: 100 })).paging.total_count, 6);
  assert.equal((await call('presets', 'getPresetByID', made.id, a)).data.name, 'everything');
  assert.equal((await call('presets', 'update', made.id, { ...a, ...preset, name: 'changed' })).data.name, 'changed');
  assert.equal((await call('presets', 'replacePresetByID', made.id, { ...a, ...preset })).data.name, 'everything');

  // Meetings
  const meeting = (await call('meetings', 'create', app_id, { account_id, ...meetingFields })).data;
  const m = meeting.id;
  assert.match(meeting.created_at, time);
  assert.deepEqual(meeting.ai_config, meetingFields.ai_config);
  assert.equal(meeting.recording_config.storage_config.bucket, 'bucket');
  assert.ok(!JSON.stringify(meeting).includes('s3cret'));
  const found = await call('meetings', 'get', app_id, {
    account_id, start_time: '2019-12-27T18:11:19.117Z', end_time: '2999-12-27T18:11:19.117Z', page_no: 0, per_page: 0, search: 'Everything', status: 'ACTIVE',
  });
  assert.deepEqual(found.data.map((each) => each.id), [m]);
  assert.equal((await call('meetings', 'getMeetingByID', m, { ...a, name: 'name' })).data.title, 'Everything');
  assert.equal((await call('meetings', 'updateMeetingByID', m, { ...a, ...meetingFields, title: 'Changed', status: 'ACTIVE' })).data.title, 'Changed');
  const untitled = (await call('meetings', 'replaceMeetingByID', m, a)).data;
  assert.ok(!('title' in untitled));

  // Participants
  const ada = (await call('meetings', 'addParticipant', m, {
    ...a, custom_participant_id: 'ada', preset_name: 'everything', name: 'Ada', picture: 'https://i.example.com/x.jpg',
  })).data;
  const p = { ...a, meeting_id: m };
  assert.equal((await call('meetings', 'getMeetingParticipants', m, { ...a, page_no: 1, per_page: 10 })).data[0].id, ada.id);
  assert.equal((await call('meetings', 'getMeetingParticipant', ada.id, p)).data.name, 'Ada');
  assert.equal((await call('meetings', 'editParticipant', ada.id, { ...p, name: 'Ada L.', picture: null, preset_name: 'everything' })).data.name, 'Ada L.');
  const { token } = (await call('meetings', 'refreshParticipantToken', ada.id, p)).data;

  // The active session
  await refused('activeSession', 'getActiveSession', 404, /No active session found for meeting_id/, m, a);
  const joined = await fetch(`${POLLARD}/live/meetings/${m}/events`, { headers: { Authorization: `Bearer ${token}` }, signal: stream.signal });
  joined.body.getReader().read().catch(() => {});
  const session = (await call('activeSession', 'getActiveSession', m, a)).data;
  const session_id = session.id;
  assert.equal(session.status, 'LIVE');
  const poll = (await call('activeSession', 'createPoll', m, { ...a, options: ['string'], question: 'question' })).data.poll;
  assert.deepEqual(poll.options, [{ text: 'string', count: 0, votes: [] }]);
  await call('activeSession', 'createPoll', m, { ...a, options: ['a', 'b'], question: 'question', anonymous: true, hide_votes: true });
  assert.deepEqual((await call('activeSession', 'kickParticipants', m, a)).data, { action: 'kick', participants: [] });

  // Sessions
  const s = { ...a, session_id };
  const sessions = await call('sessions', 'getSessions', app_id, {
    account_id, associated_id: m, start_time: '2019-12-27T18:11:19.117Z', end_time: '2999-12-27T18:11:19.117Z', page_no: 0, per_page: 0,
    participants: '1:10', search: m, sort_by: 'minutesConsumed', sort_order: 'ASC', status: 'LIVE',
  });
  assert.deepEqual(sessions.data.sessions.map((each) => each.id), [session_id]);
  assert.equal((await call('sessions', 'getSessionDetails', session_id, { ...a, include_breakout_rooms: true })).data.id, session_id);
  const people = await call('sessions', 'getSessionParticipants', session_id, {
    ...a, include_peer_events: true, page_no: 1, per_page: 1, search: 'ada', sort_by: 'joinedAt', sort_order: 'ASC', view: 'raw',
  });
  const peer = people.data.participants[0];
  assert.deepEqual(peer.peer_events.map((each) => each.event_name), ['PEER_CREATED', 'PEER_JOINING']);
  assert.ok(!('left_at' in peer));
  assert.equal((await call('sessions', 'getSessionParticipantDetails', ada.id, { ...s, include_peer_events: true })).data.participant.id, peer.id);
  const report = await call('sessions', 'getParticipantDataFromPeerID', peer.id, { ...a, filters: 'device_info', include_peer_events: true });
  assert.equal(report.data.participant.session_id, session_id);
  assert.deepEqual((await call('sessions', 'getSessionChat', session_id, a)).data, {});
  assert.deepEqual((await call('sessions', 'getSessionTranscripts', session_id, { ...a, format: 'SRT' })).data, { sessionId: session_id });
  assert.deepEqual((await call('sessions', 'getSessionSummary', session_id, a)).data, { sessionId: session_id });
  await refused('sessions', 'generateSummaryOfTranscripts', 501, /summarized/, session_id, a);

  // Recordings
  assert.deepEqual((await call('recordings', 'getRecordings', app_id, {
    account_id, end_time: '2019-12-27T18:11:19.117Z', expired: true, meeting_id: m, page_no: 0, per_page: 0, search: 'search',
    sort_by: 'invokedTime', sort_order: 'ASC', start_time: '2019-12-27T18:11:19.117Z', status: ['INVOKED'],
  })).data, []);
  await refused('recordings', 'getOneRecording', 404, /Recording not found/, ada.id, a);
  await refused('recordings', 'getActiveRecordings', 404, /No active recording/, m, a);
  await refused('recordings', 'pauseResumeStopRecording', 404, /Recording not found/, ada.id, { ...a, action: 'stop' });
  await refused('recordings', 'startRecordings', 501, /no media/, app_id, { account_id, meeting_id: m, max_seconds: 60 });
  await refused('recordings', 'startTrackRecording', 501, /no media/, app_id, { account_id, meeting_id: m, layers: { default: { media_kind: 'audio' } } });

  // Livestreams
  const range = { start_time: 1_600_000_000, end_time: 1_700_000_000, filters: 'filters' };
  assert.deepEqual((await call('livestreams', 'getAllLivestreams', app_id, {
    account_id, end_time: '2019-12-27T18:11:19.117Z', exclude_meetings: true, page_no: 0, per_page: 0, sort_order: 'ASC',
    start_time: '2019-12-27T18:11:19.117Z', status: 'LIVE',
  })).data, []);
  for (const method of ['getLivestreamSessionForLivestreamID', 'getActiveLivestreamsForLivestreamID', 'getLivestreamSessionDetailsForSessionID']) {
    await refused('livestreams', method, 404, /Livestream not found/, ada.id, a);
  }
  await refused('livestreams', 'getMeetingActiveLivestreams', 404, /No active livestream/, m, a);
  await refused('livestreams', 'startLivestreamingAMeeting', 501, /no media/, m, { ...a, name: 'n', video_config: { height: 0, width: 0 } });
  await refused('livestreams', 'stopLivestreamingAMeeting', 404, /No active livestream/, m, a);
  assert.deepEqual((await call('livestreams', 'getLivestreamAnalyticsComplete', app_id, { account_id, ...range })).data, {
    count: 0, total_ingest_seconds: 0, total_viewer_seconds: 0,
  });
  assert.deepEqual((await call('livestreams', 'getLivestreamAnalyticsDaywise', app_id, { account_id, ...range })).data, []);

  // Analytics
  for (const group of ['livestreams', 'analytics']) {
    const today = new Date().toISOString().slice(0, 10);
    const { session_stats, recording_stats } = (await call(group, 'getOrgAnalytics', app_id, { account_id, start_date: '2024-01-01', end_date: today })).data;
    assert.equal(session_stats.sessions_count, 1);
    assert.equal(session_stats.day_stats[0].total_sessions, 1);
    assert.deepEqual(recording_stats, { recording_count: 0, recording_minutes_consumed: 0, day_stats: [] });
  }

  // Webhooks
  const published = [
    'meeting.started', 'meeting.ended', 'meeting.participantJoined', 'meeting.participantLeft', 'meeting.chatSynced',
    'recording.statusUpdate', 'livestreaming.statusUpdate', 'meeting.transcript', 'meeting.summary',
  ];
  const hook = { name: 'All events webhook', url: 'https://webhook.example.org/b23a5bbd-c7b0-4ced-a9e2-78ae7889897e' };
  const { data: webhook } = await call('webhooks', 'createWebhook', app_id, { account_id, events: published, ...hook });
  assert.deepEqual(Object.keys(webhook).sort(), ['created_at', 'enabled', 'events', 'id', 'name', 'updated_at', 'url']);
  assert.deepEqual({ ...webhook, id: 0, created_at: 0, updated_at: 0 }, { ...hook, id: 0, created_at: 0, updated_at: 0, events: published, enabled: true });
  assert.match(webhook.created_at, time);
  assert.deepEqual((await call('webhooks', 'getWebhooks', app_id, { account_id })).data, [webhook]);
  assert.deepEqual((await call('webhooks', 'getWebhookByID', webhook.id, a)).data, webhook);
  const edited = (await call('webhooks', 'editWebhook', webhook.id, { ...a, enabled: false, events: ['meeting.ended'] })).data;
  assert.deepEqual({ ...edited, updated_at: 0 }, { ...webhook, enabled: false, events: ['meeting.ended'], updated_at: 0 });
  const replaced = (await call('webhooks', 'replaceWebhook', webhook.id, { ...a, events: published, name: 'n', url: hook.url, enabled: true })).data;
  assert.deepEqual({ ...replaced, updated_at: 0 }, { ...webhook, name: 'n', updated_at: 0 });
  assert.deepEqual((await call('webhooks', 'deleteWebhook', webhook.id, a)).data, replaced);
  await refused('webhooks', 'getWebhookByID', 404, /Webhook not found/, webhook.id, a);
  await refused('webhooks', 'createWebhook', 400, /'meeting.fun'/, app_id, { account_id, ...hook, events: ['meeting.fun'] });

  // And away with it
  assert.equal((await call('activeSession', 'kickAllParticipants', m, a)).data.kicked_participants_count, 1);
  assert.equal((await call('meetings', 'deleteMeetingParticipant', ada.id, p)).data.custom_participant_id, 'ada');
  assert.equal((await call('presets', 'delete', made.id, a)).data.id, made.id);

  const groups = Object.keys(kit).filter((name) => !name.startsWith('_'));
  assert.ok(groups.length >= 9, groups.join());
  assert.deepEqual([...called].sort(), groups.flatMap(methods).sort());
});

test('the tokens of the account', async () => {
  const groups = [];
  for await (const each of client.accounts.tokens.permissionGroups.list({ account_id })) {
    groups.push(each);
  }
  const { id } = groups.find((each) => each.name === 'Realtime');
  const made = await client.accounts.tokens.create({
    account_id, name: 'npm', policies: [{ effect: 'allow', permission_groups: [{ id }], resources: { [`com.cloudflare.api.account.${account_id}`]: '*' } }],
  });
  const own = new Cloudflare({ baseURL: `${POLLARD}/client/v4`, apiToken: made.value });
  assert.equal((await own.user.tokens.verify()).id, made.id);
  assert.equal((await own.accounts.tokens.verify({ account_id })).status, 'active');
  const all = [];
  for await (const each of client.accounts.tokens.list({ account_id, direction: 'desc', include_expired: true, page: 1, per_page: 50 })) {
    all.push(each.id);
  }
  assert.ok(all.includes(made.id));
  assert.equal((await client.accounts.tokens.get(made.id, { account_id })).policies[0].permission_groups[0].name, 'Realtime');
  assert.equal((await client.accounts.tokens.delete(made.id, { account_id })).id, made.id);
  await assert.rejects(own.user.tokens.verify(), Cloudflare.AuthenticationError);
  const global = new Cloudflare({ baseURL: `${POLLARD}/client/v4`, apiToken: null, apiEmail: 'ada@example.org', apiKey: '0123456789' });
  await assert.rejects(
    global.realtimeKit.apps.get({ account_id }),
    (error) => error instanceof Cloudflare.AuthenticationError && /API token/.test(error.errors[0].message),
  );
});
