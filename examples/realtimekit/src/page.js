// Joins a meeting with the unmodified client and shows its polls with the unmodified element. The participant's
// token stands in the fragment, which no server gets to see: …/#token=eyJ…
import RealtimeKitClient from '@cloudflare/realtimekit';
import { defineCustomElement as definePolls } from '@cloudflare/realtimekit-ui/components/rtk-polls';

definePolls();

const state = document.getElementById('state');
const title = document.getElementById('title');
const polls = document.getElementById('polls');
const token = new URLSearchParams(location.hash.slice(1)).get('token');

async function join() {
  const meeting = await RealtimeKitClient.init({
    authToken: token,
    // The client puts api. before this for its calls. The page comes from there, and the socket goes there as well,
    // so that a browser that accepted the certificate for this page has accepted it for everything.
    baseURI: location.host.replace(/^api\./, ''),
    overrides: { socket_server_base: location.host },
    defaults: { audio: false, video: false },
    modules: { tracing: false },
  });
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
