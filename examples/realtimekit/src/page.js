// Joins a meeting with the unmodified client and shows its polls with the unmodified element.
import { defineCustomElement as definePolls } from '@cloudflare/realtimekit-ui/components/rtk-polls';
import { init, token } from './client.js';

definePolls();

const state = document.getElementById('state');
const title = document.getElementById('title');
const polls = document.getElementById('polls');

async function join() {
  const meeting = await init();
  const told = { joined: 'Joined', kicked: 'Put out of the meeting', left: 'Left', ended: 'The meeting has ended' };
  meeting.self.on('roomJoined', () => {
    state.textContent = `Joined as ${meeting.self.name}`;
  });
  meeting.self.on('roomLeft', ({ state: why }) => {
    state.textContent = told[why] ?? 'Connection lost; coming back …';
  });
  // With polls alone the client comes back by itself but does not join again.
  meeting.meta.on('socketConnectionUpdate', ({ state: socket, reconnected }) => {
    if (socket === 'connected' && reconnected && meeting.self.roomState === 'init') {
      meeting.join().then(() => show(meeting));
    }
  });
  await meeting.join();
  title.textContent = meeting.meta.meetingTitle || title.textContent;
  show(meeting);
  window.meeting = meeting;
}

// The list that a late joiner fetches comes without an event just after joining, and the element reads it when it is
// given the meeting.
async function show(meeting) {
  await new Promise((resolve) => setTimeout(resolve, 500));
  const fresh = document.createElement('rtk-polls');
  fresh.id = 'polls';
  fresh.meeting = meeting;
  document.getElementById('polls').replaceWith(fresh);
}

if (token) {
  join().catch((fault) => {
    state.textContent = `Could not join: ${fault.message ?? fault}`;
  });
} else {
  state.textContent = 'This page needs a participant’s token in its address: #token=…';
}
