import { vueTsConfigs, withVueTs } from '@vue/eslint-config-typescript';
import vue from 'eslint-plugin-vue';

export default withVueTs(
  { ignores: ['target/**'] },
  vue.configs['flat/recommended-error'],
  vueTsConfigs.strictTypeChecked,
  {
    rules: {
      // Prettier lays the text out.
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      // Members, groups and reasons come from outside: they are text.
      'vue/no-v-html': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
);
