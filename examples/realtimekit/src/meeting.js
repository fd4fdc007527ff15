// A meeting with the unmodified default interface of the kit, from its set-up screen on.
import { init, token } from './client.js';

const state = document.getElementById('state');

async function open() {
  const meeting = await init();
  const element = document.getElementById('meeting');
  element.showSetupScreen = true;
  element.meeting = meeting;
  state.remove();
  window.meeting = meeting;
}

if (token) {
  open().catch((fault) => {
    state.textContent = `Could not open the meeting: ${fault.message ?? fault}`;
  });
} else {
  state.textContent = 'This page needs a participant’s token in its address: #token=…';
}
