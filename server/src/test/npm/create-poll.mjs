// Asks a poll in a running meeting with the unmodified npm client; the environment says where and who.
import Cloudflare from 'cloudflare';

const { POLLARD, ACCOUNT, TOKEN, APP, MEETING } = process.env;
const client = new Cloudflare({ baseURL: `${POLLARD}/client/v4`, apiToken: TOKEN, maxRetries: 0 });
const made = await client.realtimeKit.activeSession.createPoll(MEETING, {
  account_id: ACCOUNT,
  app_id: APP,
  question: 'Asked by a program?',
  options: ['Yes', 'No'],
});
console.log(made.data.poll.id);
