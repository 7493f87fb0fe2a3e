import { createApp } from 'vue';
import App from './App.vue';
import { createRounds } from './live/rounds';
import { ROUNDS } from './live/useLive';

const rounds = createRounds();
createApp(App).provide(ROUNDS, rounds).mount('#app');
rounds.start();
